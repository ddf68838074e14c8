"""The background tasks. Each acts for one organisation, opens its own transactions, and can run again safely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services import escalations, organisations, statistics
from services.core import db, idempotency
from services.events import feed
from services.incidents import outcomes, subject_keys
from services.jobs.queue import app
from services.jobs.retries import RetryStrategy
from services.policy.actor import Actor

CHUNK_SIZE = 100
RETRY_STRATEGY = RetryStrategy()
P = ParamSpec("P")
T = TypeVar("T")


@app.task(name="fan_out_escalation", retry=RETRY_STRATEGY)
def fan_out_escalation(*, organisation_id: str, escalation_id: str, cause_id: str) -> None:
    """Apply the outcomes of an escalation to every incident behind it, `CHUNK_SIZE` incidents per transaction.

    An incident that cannot be updated delays no other one. `organisation_id` is the helpline that owns the escalation,
    `cause_id` the event that changed it.
    """
    helpline, escalation, cause = UUID(organisation_id), UUID(escalation_id), UUID(cause_id)
    incident_ids = _run_as(helpline, outcomes.list_linked_incidents, escalation)
    errors: list[Exception] = []
    for start in range(0, len(incident_ids), CHUNK_SIZE):
        errors += _apply_outcomes(helpline, incident_ids[start : start + CHUNK_SIZE], cause)
    _run_as(helpline, escalations.update_count_band, escalation)
    _raise_all(errors)


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
    """Record in the feed of an organisation that a client of another one, `subject_id`, was suspended or reinstated."""
    _run_as(UUID(organisation_id), organisations.append_client_event, UUID(subject_id), version, kind)


@app.periodic(cron="7 * * * *")
@app.task(name="publish_releases", queueing_lock="publish_releases", retry=RETRY_STRATEGY)
def publish_releases(timestamp: int) -> None:
    """Publish the statistics of every completed week, for each helpline and each nation that it serves."""
    _run_for_each(db.run_in_transaction(None, organisations.list_helplines), _publish_due_releases)


@app.periodic(cron="23 * * * *")
@app.task(name="purge_idempotency_keys", queueing_lock="purge_idempotency_keys", retry=RETRY_STRATEGY)
def purge_idempotency_keys(timestamp: int) -> None:
    """Delete expired idempotency keys, one organisation at a time: row-level security shows only its own rows."""
    _run_for_each(
        db.run_in_transaction(None, feed.list_feed_owners),
        lambda organisation_id: db.run_in_transaction(organisation_id, idempotency.delete_expired_keys),
    )


@app.periodic(cron="41 * * * *")
@app.task(name="rekey_subjects", queueing_lock="rekey_subjects", lock="rekey_subjects", retry=RETRY_STRATEGY)
def rekey_subjects(timestamp: int) -> None:
    """Recompute the keys of subjects made by older link rules, `CHUNK_SIZE` subjects per transaction."""
    _run_for_each(db.run_in_transaction(None, organisations.list_helplines), _rekey_subjects_of)


def _publish_due_releases(helpline: UUID) -> None:
    """Publish the due releases of one helpline."""
    for nation, monday in _run_as(helpline, statistics.list_due_releases):
        _run_as(helpline, statistics.publish_release, nation, monday)


def _rekey_subjects_of(helpline: UUID) -> None:
    """Recompute the outdated keys of the subjects that one helpline can read."""
    after: UUID | None = None
    while chunk := _run_as(helpline, subject_keys.rekey_subjects, after, CHUNK_SIZE):
        after = chunk[-1]


def _apply_outcomes(helpline: UUID, incident_ids: Sequence[UUID], cause: UUID) -> list[Exception]:
    """Apply outcomes to these incidents in one transaction; if it fails, to each by itself. Return the errors.

    Without a connection no incident can be updated: that error is raised.
    """
    try:
        _run_as(helpline, outcomes.apply_outcomes, incident_ids, cause)
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        if len(incident_ids) == 1:
            return [error]
        return [failed for incident_id in incident_ids for failed in _apply_outcomes(helpline, [incident_id], cause)]
    return []


def _run_for_each(organisation_ids: Sequence[UUID], work: Callable[[UUID], object]) -> None:
    """Run `work` for each organisation, whatever happens to the others, and raise all errors at the end."""
    errors: list[Exception] = []
    for organisation_id in organisation_ids:
        try:
            work(organisation_id)
        except Exception as error:
            errors.append(error)
    _raise_all(errors)


def _raise_all(errors: Sequence[Exception]) -> None:
    """Raise these errors as one group, if there are any."""
    if errors:
        raise ExceptionGroup("parts of the job failed", errors)


def _run_as(
    organisation_id: UUID, verb: Callable[Concatenate[Session, Actor, P], T], *arguments: P.args, **named: P.kwargs
) -> T:
    """Run the verb as the organisation, in a transaction of its own, and return its result."""
    return db.run_in_transaction(
        organisation_id,
        lambda session: verb(session, organisations.load_actor(session, organisation_id), *arguments, **named),
    )
