"""A copy of the service with faults in it, each in an operation of its own: `tests.fuzz.planted:app(other, fault)`."""

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

UNCHECKED = "subjects:locator"


def app(other: str, *plants: str) -> Flask:
    """The service with these faults; `other` is the organisation whose things they give away."""
    for plant in plants:
        PLANTS[plant](UUID(other))
    return create_app()


def scope_unchecked(_other: UUID) -> None:
    """One operation does not ask for its scope."""

    def careless(principal: Principal, scope: str) -> None:
        if scope != UNCHECKED:
            bearer.require_scope(principal, scope)

    patch.object(request_handler, "require_scope", careless).start()


def foreign_read(other: UUID) -> None:
    """What the caller cannot find is looked up once more on behalf of somebody who can: past both walls."""
    honest = incidents.get_incident

    def leaking(session: Session, actor: Actor, incident_id: UUID) -> dict[str, Any]:
        try:
            return honest(session, actor, incident_id)
        except NotFound:
            with transaction(other) as theirs:
                return honest(theirs, replace(actor, organisation_id=other), incident_id)

    patch.object(incidents, "get_incident", leaking).start()


def foreign_list(other: UUID) -> None:
    """A list begins with the things of somebody else."""
    honest = incidents.list_incidents

    def leaking(session: Session, actor: Actor, keyset: Any, **among: Any) -> list[dict[str, Any]]:
        with transaction(other) as theirs:
            foreign = honest(theirs, replace(actor, organisation_id=other), keyset, **among)
        return [*foreign, *honest(session, actor, keyset, **among)][: keyset.limit]

    patch.object(incidents, "list_incidents", leaking).start()


def foreign_told_apart(other: UUID) -> None:
    """What is there and foreign is forbidden, and what is not there is not found."""
    honest = incidents.list_subjects

    def telling(session: Session, actor: Actor, incident_id: UUID) -> list[dict[str, Any]]:
        try:
            return honest(session, actor, incident_id)
        except NotFound:
            with transaction(other) as theirs:
                honest(theirs, replace(actor, organisation_id=other), incident_id)
            raise Forbidden from None

    patch.object(incidents, "list_subjects", telling).start()


def fault(_other: UUID) -> None:
    """An input that nobody thought of."""
    honest = incidents.report_incident

    def failing(session: Session, actor: Actor, **told: Any) -> dict[str, Any]:
        if told.get("poster"):
            raise KeyError("poster")
        return honest(session, actor, **told)

    patch.object(incidents, "report_incident", failing).start()


PLANTS: dict[str, Callable[[UUID], None]] = {
    plant.__name__: plant for plant in (scope_unchecked, foreign_read, foreign_list, foreign_told_apart, fault)
}
