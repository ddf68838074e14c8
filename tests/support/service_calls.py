"""Calling verbs, the public functions of services/, as an organisation, each call in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from services import organisations
from services.core import db
from services.core.errors import DomainError
from services.policy.actor import Actor

CLIENT_ID = "client-of-the-tests"
ALLOWED = "allowed"
T = TypeVar("T")


def call_as(organisation_id: UUID, verb: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call `verb(session, actor, *args, **kwargs)`, commit, and return its result."""
    return db.run_in_transaction(
        organisation_id, lambda session: verb(session, _load_actor(session, organisation_id), *args, **kwargs)
    )


def dry_run_as(organisation_id: UUID, verb: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call the verb, roll back, and return its result."""
    with db.transaction(organisation_id) as session:
        result = verb(session, _load_actor(session, organisation_id), *args, **kwargs)
        session.rollback()
        return result


def catch_error_as(organisation_id: UUID, verb: Callable[..., object], *args: Any, **kwargs: Any) -> DomainError | None:
    """Call the verb, roll back, and return the error it raises; None when it raises none."""
    try:
        dry_run_as(organisation_id, verb, *args, **kwargs)
    except DomainError as error:
        return error
    return None


def try_as(organisation_id: UUID, verb: Callable[..., object], *args: Any, **kwargs: Any) -> str:
    """Call the verb, roll back, and return "allowed" or the class name of the error it raises."""
    error = catch_error_as(organisation_id, verb, *args, **kwargs)
    return type(error).__name__ if error else ALLOWED


def load_actor(organisation_id: UUID) -> Actor:
    """Return the organisation as permission checks see it."""
    return call_as(organisation_id, _return_actor)


def _return_actor(_session: Session, actor: Actor) -> Actor:
    return actor


def _load_actor(session: Session, organisation_id: UUID) -> Actor:
    return organisations.load_actor(session, organisation_id, CLIENT_ID)
