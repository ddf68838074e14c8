"""Doing something as an organisation: as a doorway does it, in one transaction, through a verb."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import procrastinate
from sqlalchemy import text
from sqlalchemy.orm import Session

import services.jobs.tasks  # noqa: F401  registers the tasks
from services import organisations
from services.core import db
from services.core.errors import DomainError
from services.jobs.queue import QUEUE, app, conninfo
from services.policy.actor import Actor

CLIENT = "client-of-the-tests"
UNFINISHED = text("select task_name, attempts from procrastinate_jobs where queue_name = :queue")
T = TypeVar("T")


def actor_of(organisation_id: UUID) -> Actor:
    """The organisation as the policy sees it."""
    return act(organisation_id, _itself)


def act(organisation_id: UUID, verb: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """The verb's answer, committed."""
    return db.run_in_transaction(
        organisation_id, lambda session: verb(session, _actor(session, organisation_id), *arguments, **named)
    )


def attempt(organisation_id: UUID, verb: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """The verb's answer, and nothing of it stays."""
    with db.transaction(organisation_id) as session:
        answer = verb(session, _actor(session, organisation_id), *arguments, **named)
        session.rollback()
        return answer


def refusal_of(organisation_id: UUID, verb: Callable[..., Any], *arguments: Any, **named: Any) -> DomainError | None:
    """Why it is refused, or None where it is allowed; nothing of it stays."""
    try:
        attempt(organisation_id, verb, *arguments, **named)
    except DomainError as refusal:
        return refusal
    return None


def answer_of(organisation_id: UUID, verb: Callable[..., Any], *arguments: Any, **named: Any) -> str:
    """`allowed`, or the name of the refusal."""
    refusal = refusal_of(organisation_id, verb, *arguments, **named)
    return type(refusal).__name__ if refusal else "allowed"


def work_off() -> None:
    """Every waiting job is done, by the library's own worker. Fails when one of them did."""
    asyncio.run(_work_off())
    with db.transaction(None) as session:
        left = session.execute(UNFINISHED, {"queue": QUEUE}).all()
    assert not left, f"jobs that failed: {left}"


async def _work_off() -> None:
    connector = procrastinate.PsycopgConnector(conninfo=conninfo(), kwargs={"prepare_threshold": None})
    with app.replace_connector(connector) as live:
        async with live.open_async():
            await live.run_worker_async(
                queues=[QUEUE],
                wait=False,
                listen_notify=False,
                install_signal_handlers=False,
                delete_jobs="successful",
            )


def _itself(_session: Session, actor: Actor) -> Actor:
    return actor


def _actor(session: Session, organisation_id: UUID) -> Actor:
    return organisations.actor_of(session, organisation_id, CLIENT)
