"""A copy of the service with faults in it, each in one operation: `tests.fuzz.faulty_app:create_faulty_app(...)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from uuid import UUID

from flask import Flask

from api import create_app, request_handler
from auth import bearer
from auth.principal import Principal
from services import incidents
from services.core.db import Session, transaction
from services.core.errors import Forbidden, NotFound
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.queries import Keyset

UNCHECKED_SCOPE = "subjects:locator"


def create_faulty_app(other_organisation: str, *faults: str) -> Flask:
    """Create the application with these faults, which leak resources of the other organisation."""
    for fault in faults:
        FAULTS[fault](UUID(other_organisation))
    return create_app()


def missing_scope_check(_other: UUID) -> None:
    """Let one operation accept tokens without its scope."""

    def require_scope(principal: Principal, scope: str) -> None:
        if scope != UNCHECKED_SCOPE:
            bearer.require_scope(principal, scope)

    patch.object(request_handler, "require_scope", require_scope).start()


def leaking_read(other: UUID) -> None:
    """Read an incident that the caller cannot see as the other organisation, past both layers of isolation."""
    original = incidents.get_incident

    def get_incident(session: Session, actor: Actor, incident_id: UUID) -> ResourceView:
        try:
            return original(session, actor, incident_id)
        except NotFound:
            with transaction(other) as other_session:
                return original(other_session, replace(actor, organisation_id=other), incident_id)

    patch.object(incidents, "get_incident", get_incident).start()


def leaking_list(other: UUID) -> None:
    """Begin the list of incidents with those of the other organisation."""
    original = incidents.list_incidents

    def list_incidents(session: Session, actor: Actor, keyset: Keyset, **filters: Any) -> list[ResourceView]:
        with transaction(other) as other_session:
            leaked = original(other_session, replace(actor, organisation_id=other), keyset, **filters)
        return [*leaked, *original(session, actor, keyset, **filters)][: keyset.limit]

    patch.object(incidents, "list_incidents", list_incidents).start()


def distinguishable_not_found(other: UUID) -> None:
    """Answer 403 and not 404 for an incident that the other organisation can see."""
    original = incidents.list_subjects

    def list_subjects(session: Session, actor: Actor, incident_id: UUID) -> list[ResourceView]:
        try:
            return original(session, actor, incident_id)
        except NotFound:
            with transaction(other) as other_session:
                original(other_session, replace(actor, organisation_id=other), incident_id)
            raise Forbidden from None

    patch.object(incidents, "list_subjects", list_subjects).start()


def unhandled_input(_other: UUID) -> None:
    """Fail with an internal error for reports that name a poster."""
    original = incidents.report_incident

    def report_incident(session: Session, actor: Actor, **report_input: Any) -> ResourceView:
        if report_input.get("poster"):
            raise KeyError("poster")
        return original(session, actor, **report_input)

    patch.object(incidents, "report_incident", report_incident).start()


FAULTS: dict[str, Callable[[UUID], None]] = {
    fault.__name__: fault
    for fault in (missing_scope_check, leaking_read, leaking_list, distinguishable_not_found, unhandled_input)
}
