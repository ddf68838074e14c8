"""A job that fails at every try becomes a dead letter, and delays no other job."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch
from uuid import UUID

import pytest
from procrastinate.jobs import Job
from sqlalchemy.orm import Session

from api import operator
from services.core import readiness
from services.core.db import run_as_operator
from services.embedded_postgres.child_process import start_child_process, terminate_process
from services.embedded_postgres.environment import drop_privileged
from services.incidents import get_incident, outcomes
from services.jobs import dead_letters, retries
from services.jobs.__main__ import main as run_jobs_command
from services.policy.actor import Actor
from tests import factories
from tests.support.databases import ROOT, Database
from tests.support.jobs import run_pending_jobs
from tests.support.mass_reports import count_outcome_events, create_decided_mass_report
from tests.support.service_calls import call_as
from tests.support.waiting import wait_until

# The worker as it is, without the pauses between the tries of a job.
IMPATIENT_WORKER = """
import sys
from services.jobs import retries
retries.FIRST_PAUSE_SECONDS = 0
import worker
sys.exit(worker.main())
"""


def test_jobs_of_a_suspended_helpline_become_dead_letters_while_those_of_another_run(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    # given jobs of two helplines, of which the first was suspended by a command meanwhile
    suspended = create_decided_mass_report(schools=1, reports_each=1)
    other = factories.create_parties()
    incident = factories.create_accepted_incident(other.helpline, other.school)
    (subject_id,) = factories.list_subject_ids(incident)
    escalation = factories.create_sent_escalation(other.helpline, other.platform, [subject_id])
    factories.record_decision(other.platform, escalation, factories.removal_input(subject_id))
    assert operator.main(["suspend-organisation", str(suspended.helpline)]) == 0
    with run_impatient_worker(database):
        # then the worker ends the tries of the first after a bounded number, and the job of the second succeeds
        wait_until(lambda: list_dead_letters() != [])
        wait_until(lambda: has_outcomes(other.school, incident["id"]))
    letters = list_dead_letters()
    assert {letter.attempts for letter in letters} == {retries.MAX_RETRIES + 1}
    # and the list and /readyz tell of them, without a word about whom they concern
    assert run_jobs_command(["failed"]) == 0
    output = capsys.readouterr().out
    assert f"{len(letters)} failed" in output
    assert "fan_out_escalation" in output
    assert str(suspended.helpline) not in output
    assert readiness.check_readiness()["failed_jobs"] == str(len(letters))
    # when the cause is gone and an operator retries them, then they succeed
    assert operator.main(["reinstate-organisation", str(suspended.helpline)]) == 0
    assert run_jobs_command(["retry", "--all"]) == 0
    run_pending_jobs()
    assert has_outcomes(suspended.schools[0], suspended.incidents[0])
    assert readiness.check_readiness()["failed_jobs"] == "ok"


def test_an_incident_that_cannot_be_updated_delays_no_other_one(database: Database) -> None:
    # given an escalation with nine incidents, of which one fails whenever outcomes are applied
    trend = create_decided_mass_report(schools=3, reports_each=3)
    apply_outcomes, poisoned = outcomes.apply_outcomes, trend.incidents[4]

    def fail_for_one(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> None:
        if poisoned in incident_ids:
            raise RuntimeError("poisoned")
        apply_outcomes(session, actor, incident_ids, cause_id)

    # when its job runs, then all others have their outcome, and the job stays in the queue
    with (
        patch.object(outcomes, "apply_outcomes", fail_for_one),
        pytest.raises(AssertionError, match="jobs that failed"),
    ):
        run_pending_jobs()
    assert count_outcome_events(database) == len(trend.incidents) - 1


def test_dead_letters_can_be_discarded(database: Database) -> None:
    helpline = factories.create_parties().helpline
    assert run_jobs_command(["discard", "--all"]) == 0
    assert run_as_operator(helpline, lambda session: dead_letters.discard(session, [1])) == 0
    assert list_dead_letters() == []


def test_pauses_grow_and_the_number_of_retries_is_bounded() -> None:
    strategy = retries.RetryStrategy()
    times = []
    for attempts in range(100):
        job = Job(id=1, lock=None, queueing_lock=None, task_name="x", queue="record", attempts=attempts)
        if decision := strategy.get_retry_decision(exception=RuntimeError(), job=job):
            times.append(decision.retry_at or datetime.min.replace(tzinfo=UTC))
    assert len(times) == retries.MAX_RETRIES
    assert times == sorted(times)


@contextmanager
def run_impatient_worker(database: Database) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker process that makes no pauses between tries, until the end of the block."""
    environ = drop_privileged(os.environ | database.environment)
    worker = start_child_process([sys.executable, "-c", IMPATIENT_WORKER], env=environ, cwd=ROOT)
    try:
        yield worker
    finally:
        terminate_process(worker)


def list_dead_letters() -> list[dead_letters.DeadLetter]:
    """Return the dead letters in the queue."""
    return run_as_operator(None, dead_letters.list_dead_letters)


def has_outcomes(school: UUID, incident_id: UUID) -> bool:
    """Return whether the school sees an outcome for every link of its incident."""
    subjects = call_as(school, get_incident, incident_id)["subjects"]
    return all(subject["outcome_code"] for subject in subjects)
