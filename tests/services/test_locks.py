"""Locks: a row is read again under its lock, and jobs that run at once apply an outcome once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from uuid import UUID

import psycopg

from services import incidents, organisations
from services.access.visibility import find_visible
from services.core import clock, db
from services.incidents.outcomes import apply_outcomes
from services.resources.incident import INCIDENT
from tests import factories
from tests.factories import create_accepted_incident, create_sent_escalation, list_subject_ids, removal_input
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as
from tests.support.tables import set_organisation
from tests.support.waiting import wait_until

WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
THREADS = 3


def test_a_row_that_the_session_has_read_before_is_read_again_under_the_lock(parties: factories.Parties) -> None:
    """Given a session that has read an incident; when another one changes it; then the lock gives the new state."""
    incident = factories.create_incident(parties.school)
    with db.transaction(parties.helpline) as session:
        actor = organisations.load_actor(session, parties.helpline)
        before = find_visible(session, actor, INCIDENT, incident["id"])
        assert (before.state, before.version) == ("submitted", 1)
        factories.transition_incident(parties.helpline, incident, "triage")
        locked = find_visible(session, actor, INCIDENT, incident["id"], lock=True)
        assert (locked.state, locked.version) == ("in_triage", 2)


def test_simultaneous_jobs_apply_an_outcome_once(shared_database: Database, parties: factories.Parties) -> None:
    """Given a decision on a link; when several jobs with causes of their own apply it at once; then one changes it."""
    incident = create_accepted_incident(parties.helpline, parties.school)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    run_pending_jobs()
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    before = read_version(parties.school, incident["id"])
    changed = apply_at_once(shared_database, parties.helpline, incident["id"])
    assert sorted(changed) == [0] * (THREADS - 1) + [1]
    assert read_version(parties.school, incident["id"]) == before + 1


def apply_at_once(database: Database, helpline: UUID, incident_id: UUID) -> Sequence[int]:
    """Apply the outcomes in several threads that wait for the lock; return how many incidents changed."""
    with psycopg.connect(database.app_url) as holder, ThreadPoolExecutor(THREADS) as pool:
        set_organisation(holder, helpline)
        holder.execute("select id from incident where id = %s for update", [incident_id])
        jobs: list[Future[int]] = [
            pool.submit(call_as, helpline, apply_outcomes, [incident_id], clock.new_id()) for _ in range(THREADS)
        ]
        wait_until(lambda: count_waiting(database) == THREADS)
        holder.rollback()
        wait(jobs)
    return [job.result() for job in jobs]


def count_waiting(database: Database) -> int:
    """Return the number of connections that wait for a lock."""
    with psycopg.connect(database.app_url) as connection:
        ((count,),) = connection.execute(WAITING).fetchall()
    return int(count)


def read_version(school: UUID, incident_id: UUID) -> int:
    """Return the version of the incident that the school sees."""
    version: int = call_as(school, incidents.get_incident, incident_id)["version"]
    return version
