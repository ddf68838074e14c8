"""Reading and recording the decisions of the platform among a test's parties."""

from __future__ import annotations

from uuid import UUID

from services import escalations
from services.core.errors import DomainError
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import Input, Parties, list_subject_ids, new_clip_url
from tests.support.service_calls import call_as, catch_error_as


def escalate_clips(parties: Parties, count: int = 1) -> tuple[ResourceView, list[UUID]]:
    """Report this many new clips in one incident and send them to the platform; return escalation and subject ids."""
    urls = [new_clip_url() for _ in range(count)]
    incident = factories.create_accepted_incident(parties.helpline, parties.school, *urls)
    subject_ids = list_subject_ids(incident)
    return factories.create_sent_escalation(parties.helpline, parties.platform, subject_ids), subject_ids


def read_state(parties: Parties, escalation: ResourceView) -> str:
    """Return the state of the escalation as the platform reads it now."""
    return str(call_as(parties.platform, escalations.get_escalation, escalation["id"])["state"])


def list_decisions(parties: Parties, escalation: ResourceView) -> list[ResourceView]:
    """Return the decisions on the escalation as the platform reads them."""
    return call_as(parties.platform, escalations.list_decisions, escalation["id"])


def post_decision(parties: Parties, escalation: ResourceView, decision: Input) -> ResourceView:
    """Record the decision as the platform."""
    return call_as(parties.platform, escalations.record_decision, escalation["id"], **decision)


def catch_decision_error(parties: Parties, escalation: ResourceView, decision: Input) -> DomainError | None:
    """Try to record the decision as the platform, roll back, and return the error; None when it is accepted."""
    return catch_error_as(parties.platform, escalations.record_decision, escalation["id"], **decision)
