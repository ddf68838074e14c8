"""A platform that decides, in the words of its tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services import escalations
from services.core.errors import DomainError
from tests import factories
from tests.factories import clip, subjects_of
from tests.support.service_calls import call_as, catch_error_as

Told = dict[str, Any]


def escalated(cast: factories.Cast, count: int = 1) -> tuple[dict[str, Any], list[UUID]]:
    incident = factories.accepted(cast.helpline, cast.school, *(clip() for _ in range(count)))
    subjects = subjects_of(incident)
    return factories.sent(cast.helpline, cast.platform, subjects), subjects


def state(cast: factories.Cast, escalation: dict[str, Any]) -> str:
    return str(call_as(cast.platform, escalations.read_escalation, escalation["id"])["state"])


def decisions(cast: factories.Cast, escalation: dict[str, Any]) -> list[dict[str, Any]]:
    return call_as(cast.platform, escalations.list_decisions, escalation["id"])


def record(cast: factories.Cast, escalation: dict[str, Any], told: Told) -> dict[str, Any]:
    return call_as(cast.platform, escalations.record_decision, escalation["id"], **told)


def refused(cast: factories.Cast, escalation: dict[str, Any], told: Told) -> DomainError | None:
    return catch_error_as(cast.platform, escalations.record_decision, escalation["id"], **told)
