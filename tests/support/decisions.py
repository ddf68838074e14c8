"""A platform that decides, in the words of its tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services import escalations
from services.core.errors import DomainError
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.service_calls import call_as, catch_error_as

Told = dict[str, Any]


def escalate_clips(parties: factories.Parties, count: int = 1) -> tuple[dict[str, Any], list[UUID]]:
    incident = factories.create_accepted_incident(
        parties.helpline, parties.school, *(new_clip_url() for _ in range(count))
    )
    subjects = list_subject_ids(incident)
    return factories.create_sent_escalation(parties.helpline, parties.platform, subjects), subjects


def read_state(parties: factories.Parties, escalation: dict[str, Any]) -> str:
    return str(call_as(parties.platform, escalations.read_escalation, escalation["id"])["state"])


def list_decisions(parties: factories.Parties, escalation: dict[str, Any]) -> list[dict[str, Any]]:
    return call_as(parties.platform, escalations.list_decisions, escalation["id"])


def post_decision(parties: factories.Parties, escalation: dict[str, Any], told: Told) -> dict[str, Any]:
    return call_as(parties.platform, escalations.record_decision, escalation["id"], **told)


def catch_decision_error(parties: factories.Parties, escalation: dict[str, Any], told: Told) -> DomainError | None:
    return catch_error_as(parties.platform, escalations.record_decision, escalation["id"], **told)
