"""The tasks: each acts for one organisation, opens its own transactions, and calls a verb. Safe to run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

import procrastinate
from sqlalchemy.orm import Session

from services import escalations, organisations, statistics
from services.core import db, idempotency
from services.events import feed
from services.incidents.apply_outcome import apply_outcome, escalations_of, linked_incidents
from services.incidents.rekey import rekey
from services.jobs.queue import app
from services.policy.actor import Actor

CHUNK = 50
# Whatever went wrong (the database was away, a lock was held), the work is still to be done.
RETRY = procrastinate.RetryStrategy(wait=2, linear_wait=2)
T = TypeVar("T")


@app.task(name="fan_out", retry=RETRY)
def fan_out(*, organisation_id: str, escalation_id: str, cause_id: str) -> None:
    """An escalation moved: bring every incident behind it up to date, fifty to a transaction."""
    helpline, escalation, cause = UUID(organisation_id), UUID(escalation_id), UUID(cause_id)
    after: UUID | None = None
    while chunk := _apply_outcome_chunk(helpline, escalation, cause, after):
        after = chunk[-1]
    _run_as(helpline, escalations.refresh_scale, escalation)


@app.task(name="settle", retry=RETRY)
def apply_incident_outcomes(*, organisation_id: str, incident_id: str, cause_id: str) -> None:
    """An incident was accepted or got a link: escalations of its links may be under way already."""
    helpline, incident, cause = UUID(organisation_id), UUID(incident_id), UUID(cause_id)

    _run_as(helpline, apply_outcome, [incident], cause)
    for escalation in _run_as(helpline, escalations_of, incident):
        _run_as(helpline, escalations.refresh_scale, escalation)


@app.periodic(cron="7 * * * *")
@app.task(name="publish_releases", queueing_lock="publish_releases")
def publish_releases(timestamp: int) -> None:
    """Freeze the weeks that have been over for a day. Every helpline does it for every nation it serves."""
    for helpline in db.run_in_transaction(None, organisations.helplines):
        for nation, monday in _run_as(helpline, statistics.due_releases):
            _run_as(helpline, statistics.roll_up, nation, monday)


@app.periodic(cron="23 * * * *")
@app.task(name="forget_answers", queueing_lock="forget_answers")
def purge_idempotency_keys(timestamp: int) -> None:
    """Drop stored answers that are past their day, organisation by organisation: nobody sees those of all."""
    for organisation_id in db.run_in_transaction(None, feed.list_feed_owners):
        db.run_in_transaction(organisation_id, idempotency.delete_expired_keys)


@app.periodic(cron="41 * * * *")
@app.task(name="rekey_links", queueing_lock="rekey_links", lock="rekey_links", retry=RETRY)
def rekey_links(timestamp: int) -> None:
    """When the rules for links have changed: make the keys of older subjects anew, fifty to a transaction."""
    for helpline in db.run_in_transaction(None, organisations.helplines):
        after: UUID | None = None
        while chunk := _run_as(helpline, rekey, after, CHUNK):
            after = chunk[-1]


def _apply_outcome_chunk(helpline: UUID, escalation: UUID, cause: UUID, after: UUID | None) -> Sequence[UUID]:
    def work(session: Session, actor: Actor) -> Sequence[UUID]:
        incidents = linked_incidents(session, actor, escalation, after, CHUNK)
        apply_outcome(session, actor, incidents, cause)
        return incidents

    return _run_as(helpline, work)


def _run_as(organisation_id: UUID, verb: Callable[..., T], *arguments: Any) -> T:
    """The verb in a transaction of its own, as the organisation."""
    return db.run_in_transaction(
        organisation_id,
        lambda session: verb(session, organisations.actor_of(session, organisation_id), *arguments),
    )
