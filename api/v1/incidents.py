"""Operations on incidents, their links, transitions and cards."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import LINK_FAULTS, TEXT_FAULTS
from api.schemas import example_values as examples
from api.schemas.base import Resource, ValidatedInput
from api.schemas.incidents import (
    Incident,
    IncidentChanges,
    IncidentFilters,
    IncidentMove,
    IncidentSubject,
    NewIncident,
    NewLink,
)
from api.schemas.member_cases import Card, NewCard
from api.schemas.transitions import Transitions
from services import incidents, member_cases
from services.access.authorization import Authorization
from services.queries.history import TransitionHistory
from services.resources.card import CARD, ISSUE_CARD
from services.resources.incident import (
    ADD_SUBJECT,
    AMEND_INCIDENT,
    CLASSIFY_INCIDENT,
    INCIDENT,
    REPORT_INCIDENT,
    TRANSITION_INCIDENT,
)

blueprint = ApiBlueprint("incidents", "Records that a member of staff or a school is targeted online.")


@blueprint.operation(
    "POST",
    "/incidents",
    scope=INCIDENT.scopes.create,
    authorization=Authorization((REPORT_INCIDENT,)),
    body=NewIncident,
    prepare_body=incidents.prepare_report,
    response=Incident,
    status=201,
    idempotency_resource="incident",
    problems=("no_agreement", "nation_not_covered", "external_id_taken"),
    faults=(
        *TEXT_FAULTS,
        *LINK_FAULTS,
        "nation_required",
        "in_the_future",
        "not_yours",
    ),
)
def report_incident(context: RequestContext, body: ValidatedInput) -> Resource:
    """Report an incident.

    Schools and other employers report for themselves, unions for their members. The helpline sees the incident in its
    change feed at once. In immediate danger, call 999 first.
    """
    return incidents.report_incident(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/incidents",
    scope=INCIDENT.scopes.read,
    query=IncidentFilters,
    response=Incident,
    paginated=True,
    sync_cursor=True,
)
def list_incidents(context: RequestContext, query: ValidatedInput) -> Sequence[Resource]:
    """List incidents.

    Returns the incidents that your organisation may see, newest first. A filter takes several values, separated by
    commas, and matches any of them. An incident must match all filters.
    """
    return incidents.list_incidents(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/incidents/{incident_id}", scope=INCIDENT.scopes.read, response=Incident)
def read_incident(context: RequestContext, incident_id: UUID) -> Resource:
    """Get an incident.

    Returns the incident with the outcome of each of its links.
    """
    return incidents.get_incident(context.session, context.actor, incident_id)


@blueprint.operation(
    "PATCH",
    "/incidents/{incident_id}",
    scope=INCIDENT.scopes.write,
    authorization=Authorization((AMEND_INCIDENT, CLASSIFY_INCIDENT), INCIDENT),
    body=IncidentChanges,
    response=Incident,
    requires_if_match=True,
    example=examples.AMENDED_INCIDENT,
    problems=("no_agreement", "incident_over", "external_id_taken"),
    faults=(
        *TEXT_FAULTS,
        "not_yours",
        "unknown_school",
        "in_the_future",
    ),
)
def amend_incident(context: RequestContext, body: ValidatedInput, incident_id: UUID) -> Resource:
    """Correct an incident.

    The reporter corrects the report, the helpline its classification. Resolved, closed and withdrawn incidents cannot
    be corrected.
    """
    return incidents.amend_incident(
        context.session, context.actor, incident_id, expected_version=context.expected_version, **body
    )


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/subjects",
    scope=INCIDENT.scopes.write,
    authorization=Authorization((ADD_SUBJECT,), INCIDENT),
    body=NewLink,
    prepare_body=incidents.prepare_link,
    response=IncidentSubject,
    status=201,
    idempotency_resource="incident",
    problems=("no_agreement", "incident_accepted", "already_linked"),
    faults=(*LINK_FAULTS,),
)
def add_subject(context: RequestContext, body: ValidatedInput, incident_id: UUID) -> Resource:
    """Add a link to an incident.

    Possible until the helpline accepts the incident; after that, report a new incident. The response is the same
    whether or not another organisation reported the same link.
    """
    return incidents.add_subject(context.session, context.actor, incident_id, **body)


@blueprint.operation(
    "GET", "/incidents/{incident_id}/subjects", scope=INCIDENT.scopes.read, response=IncidentSubject, complete_list=True
)
def list_subjects(context: RequestContext, incident_id: UUID) -> Sequence[Resource]:
    """List the links of an incident.

    Returns the links without their web addresses. Get those from `/v1/subjects/{subject_id}/locator`.
    """
    return incidents.list_subjects(context.session, context.actor, incident_id)


@blueprint.operation("GET", "/incidents/{incident_id}/transitions", scope=INCIDENT.scopes.read, response=Transitions)
def read_incident_transitions(context: RequestContext, incident_id: UUID) -> TransitionHistory:
    """Get the state of an incident and the actions that you may take.

    Returns the earlier transitions as well, oldest first.
    """
    return incidents.list_incident_transitions(context.session, context.actor, incident_id)


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/transitions",
    scope=INCIDENT.scopes.write,
    authorization=Authorization((TRANSITION_INCIDENT,), INCIDENT),
    body=IncidentMove,
    response=Incident,
    idempotency_resource="incident",
    requires_if_match=True,
    example=examples.TRIAGED_INCIDENT,
    problems=("no_agreement", "illegal_transition", "guard_not_met"),
    faults=(
        *TEXT_FAULTS,
        "unknown_action",
        "reason_required",
        "reason_not_taken",
    ),
)
def move_incident(context: RequestContext, body: ValidatedInput, incident_id: UUID) -> Resource:
    """Take an action on an incident.

    Moves the incident to another state. Returns 409 with the allowed actions when the present state does not allow
    the action.
    """
    return incidents.transition_incident(
        context.session, context.actor, incident_id, expected_version=context.expected_version, **body
    )


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/card",
    scope=CARD.scopes.create,
    authorization=Authorization((ISSUE_CARD,), INCIDENT),
    body=NewCard,
    response=Card,
    status=201,
    idempotency_resource="incident",
    problems=("no_affected_person", "card_exists"),
)
def issue_card(context: RequestContext, body: ValidatedInput, incident_id: UUID) -> Resource:
    """Issue the card of the affected person.

    Give the card to the affected person and keep no copy. With it they can let their union follow the incident.
    """
    card = member_cases.issue_card(context.session, context.actor, incident_id, **body)
    context.replay_body = {"case_number": card["case_number"]}
    return card
