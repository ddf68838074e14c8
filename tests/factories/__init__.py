"""Functions that create the organisations and resources of a test, through the same verbs as the API."""

from tests.factories.escalations import (
    create_escalation,
    create_sent_escalation,
    decision_input,
    decline_input,
    escalation_input,
    record_decision,
    record_verification,
    removal_input,
    transition_escalation,
)
from tests.factories.incidents import (
    SUMMARY,
    create_accepted_incident,
    create_incident,
    link_input,
    list_subject_ids,
    new_clip_url,
    new_film_url,
    report_input,
    transition_incident,
)
from tests.factories.inputs import Input
from tests.factories.parties import (
    Parties,
    create_agreement,
    create_organisation,
    create_oversights,
    create_parties,
    create_parties_without_agreement,
    get_registered_id,
)

__all__ = [
    "SUMMARY",
    "Input",
    "Parties",
    "create_accepted_incident",
    "create_agreement",
    "create_escalation",
    "create_incident",
    "create_organisation",
    "create_oversights",
    "create_parties",
    "create_parties_without_agreement",
    "create_sent_escalation",
    "decision_input",
    "decline_input",
    "escalation_input",
    "get_registered_id",
    "link_input",
    "list_subject_ids",
    "new_clip_url",
    "new_film_url",
    "record_decision",
    "record_verification",
    "removal_input",
    "report_input",
    "transition_escalation",
    "transition_incident",
]
