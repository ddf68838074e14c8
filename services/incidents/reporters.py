"""The reporter of an incident, as reports and histories show it to other organisations."""

from __future__ import annotations

from services.policy.actor import Actor, Kind
from services.vocabularies.incidents import ReporterKind


def get_reporter_kind(actor: Actor) -> ReporterKind:
    """Return school, helpline or representative; nobody learns which kind of representative reported."""
    if actor.kind is Kind.SCHOOL:
        return ReporterKind.SCHOOL
    return ReporterKind.HELPLINE if actor.kind is Kind.HELPLINE else ReporterKind.REPRESENTATIVE
