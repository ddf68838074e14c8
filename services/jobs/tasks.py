"""The background tasks. Each acts for one organisation, opens its own transactions, and can run again safely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

import procrastinate
from sqlalchemy.orm import Session

from services import escalations, organisations, statistics
from services.core import db, idempotency
from services.events import feed
from services.incidents import outcomes, subject_keys
from services.jobs.queue import app
from services.policy.actor import Actor

CHUNK_SIZE = 50
# After any failure (no database, a lock held by somebody else) a job waits 2 s, 4 s, 6 s, ... and runs again.
RETRY_STRATEGY = procrastinate.RetryStrategy(wait=2, linear_wait=2)
P = ParamSpec("P")
T = TypeVar("T")


@app.task(name="fan_out_escalation", retry=RETRY_STRATEGY)
def fan_out_escalation(*, organisation_id: str, escalation_id: str, cause_id: str) -> None:
    """Apply the outcomes of an escalation to every incident behind it, `CHUNK_SIZE` incidents per transaction.

    `organisation_id` is the helpline that owns the escalation, `cause_id` the event that changed it.
    """
    helpline, escalation, cause = UUID(organisation_id), UUID(escalation_id), UUID(cause_id)
    after: UUID | None = None
    while chunk := _run_as(helpline, _apply_outcome_chunk, escalation, cause, after):
        after = chunk[-1]
    _run_as(helpline, escalations.update_count_band, escalation)


@app.task(name="apply_incident_outcomes", retry=RETRY_STRATEGY)
def apply_incident_outcomes(*, organisation_id: str, incident_id: str, cause_id: str) -> None:
    """Apply the outcomes of existing escalations to one incident that changed, and refresh their count bands.

    Queued escalations without any accepted incident are cancelled. A step of an escalation that the reporter may see
    only later gets a job of its own.

    `organisation_id` is the helpline that handles the incident, `cause_id` the event that changed it.
    """
    helpline, incident, cause = UUID(organisation_id), UUID(incident_id), UUID(cause_id)
    _run_as(helpline, outcomes.continue_outcomes, incident, cause)
    for escalation in _run_as(helpline, outcomes.list_linked_escalations, incident):
        if not _run_as(helpline, escalations.cancel_without_sources, escalation):
            _run_as(helpline, escalations.update_count_band, escalation)


@app.task(name="append_client_event", retry=RETRY_STRATEGY)
def append_client_event(*, organisation_id: str, subject_id: str, version: int, kind: str) -> None:
    """Record in the feed of an organisation that a client of the organisation `subject_id` was suspended or so."""
    _run_as(UUID(organisation_id), organisations.append_client_event, UUID(subject_id), version, kind)


@app.periodic(cron="7 * * * *")
@app.task(name="publish_releases", queueing_lock="publish_releases")
def publish_releases(timestamp: int) -> None:
    """Publish the statistics of every completed week, for each helpline and each nation that it serves."""
    for helpline in db.run_in_transaction(None, organisations.list_helplines):
        for nation, monday in _run_as(helpline, statistics.list_due_releases):
            _run_as(helpline, statistics.publish_release, nation, monday)


@app.periodic(cron="23 * * * *")
@app.task(name="purge_idempotency_keys", queueing_lock="purge_idempotency_keys")
def purge_idempotency_keys(timestamp: int) -> None:
    """Delete expired idempotency keys, one organisation at a time: row-level security shows only its own rows."""
    for organisation_id in db.run_in_transaction(None, feed.list_feed_owners):
        db.run_in_transaction(organisation_id, idempotency.delete_expired_keys)


@app.periodic(cron="41 * * * *")
@app.task(name="rekey_subjects", queueing_lock="rekey_subjects", lock="rekey_subjects", retry=RETRY_STRATEGY)
def rekey_subjects(timestamp: int) -> None:
    """Recompute the keys of subjects made by older link rules, `CHUNK_SIZE` subjects per transaction."""
    for helpline in db.run_in_transaction(None, organisations.list_helplines):
        after: UUID | None = None
        while chunk := _run_as(helpline, subject_keys.rekey_subjects, after, CHUNK_SIZE):
            after = chunk[-1]


def _apply_outcome_chunk(
    session: Session, actor: Actor, escalation_id: UUID, cause_id: UUID, after: UUID | None
) -> Sequence[UUID]:
    """Apply outcomes to the next incidents behind the escalation, in id order after `after`. Return their ids."""
    incident_ids = outcomes.list_linked_incidents(session, actor, escalation_id, after, CHUNK_SIZE)
    outcomes.apply_outcomes(session, actor, incident_ids, cause_id)
    return incident_ids


def _run_as(
    organisation_id: UUID, verb: Callable[Concatenate[Session, Actor, P], T], *arguments: P.args, **named: P.kwargs
) -> T:
    """Run the verb as the organisation, in a transaction of its own, and return its result."""
    return db.run_in_transaction(
        organisation_id,
        lambda session: verb(session, organisations.load_actor(session, organisation_id), *arguments, **named),
    )
