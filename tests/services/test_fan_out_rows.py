"""Outcomes are applied to many incidents at once, and leave the rows that applying them one after another leaves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from services.core import clock
from services.incidents import outcomes
from services.resources.incident_states import UNACCEPTED
from tests import factories
from tests.support import outcome_loop
from tests.support.databases import Database
from tests.support.markers import slow
from tests.support.outcome_rows import RowsByTable, dry_run
from tests.support.outcome_worlds import OutcomeWorld
from tests.support.service_calls import call_as
from tests.support.tables import Row

STEPS, STEPS_BETWEEN = 40, 4
# In the world of this seed there is every situation.
FULL_SEED = 43
SITUATIONS = {
    *("not accepted", "withdrawn", "resolved", "resolved no longer", "several links", "web page", "agreement ended"),
    *("event of the cause", "several steps at once", "text of a check"),
}
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("seed", [FULL_SEED, *(pytest.param(seed, marks=slow) for seed in range(100, 112))])
def test_outcomes_leave_the_rows_that_a_loop_leaves(shared_database: Database, seed: int) -> None:
    """Given a world that changes step by step; when outcomes are applied in both ways; then the rows are the same."""
    assert shared_database
    world, situations = OutcomeWorld(seed), set[str]()
    cause_id = clock.new_id()
    for _ in range(STEPS // STEPS_BETWEEN):
        world.take_steps(STEPS_BETWEEN)
        with clock.freeze_time(world.now):
            cause_id = world.rng.choice([cause_id, clock.new_id()])
            rows = compare(world.helpline, world.list_organisations(), "apply_outcomes", [*world.incidents], cause_id)
            situations |= list_situations(world, rows)
            if is_skipped(world, cause_id):
                situations.add("event of the cause")
            for incident_id in {world.choose_incidents()[0], world.latest}:
                compare(world.helpline, world.list_organisations(), "continue_outcomes", incident_id, cause_id)
            # Some jobs are late.
            call_as(world.helpline, outcomes.apply_outcomes, world.choose_incidents(), cause_id)
    if seed == FULL_SEED:
        assert situations == SITUATIONS


def test_the_next_step_of_a_late_reporter_gets_the_job_that_a_loop_adds(parties: factories.Parties) -> None:
    # given an escalation that was sent 3 hours after the acceptance, and acknowledged 2 hours after that
    start = clock.now().replace(second=0, microsecond=0) - timedelta(days=3)
    url = factories.new_clip_url()
    with clock.freeze_time(start):
        first = factories.create_accepted_incident(parties.helpline, parties.school, url)
    with clock.freeze_time(start + 3 * HOUR):
        subject_ids = factories.list_subject_ids(first)
        escalation = factories.create_sent_escalation(parties.helpline, parties.platform, subject_ids)
    with clock.freeze_time(start + 5 * HOUR):
        factories.transition_escalation(parties.platform, escalation, "acknowledge")
    # when a report is accepted later, and its first step is due
    with clock.freeze_time(start + 24 * HOUR):
        late = factories.create_accepted_incident(parties.helpline, parties.other_school, url)
    with clock.freeze_time(start + 27 * HOUR):
        readers = [parties.helpline, parties.other_school]
        rows = compare(parties.helpline, readers, "continue_outcomes", late["id"], clock.new_id())
    # then both ways add a job for the second step, whose cause is the event of the first
    jobs = [(job["scheduled_at"], job["args"]["cause_id"]) for job in rows["procrastinate_jobs"] if job["scheduled_at"]]
    assert jobs == [(120, f"event {late['id']} 4")]


def compare(
    helpline: UUID, readers: list[UUID], verb: str, incidents: list[UUID] | UUID, cause_id: UUID
) -> RowsByTable:
    """Fail unless the verb leaves the same rows as the loop; return them."""
    (result, rows), (expected_result, expected_rows) = (
        dry_run(helpline, readers, getattr(module, verb), incidents, cause_id) for module in (outcomes, outcome_loop)
    )
    assert result == expected_result
    assert {table: list_differences(rows[table], expected_rows[table]) for table in rows} == {key: [] for key in rows}
    return rows


def is_skipped(world: OutcomeWorld, cause_id: UUID) -> bool:
    """Return True if an incident would change, but has an event of the cause already."""
    results = [
        dry_run(world.helpline, [], outcomes.apply_outcomes, [*world.incidents], each)[0]
        for each in (cause_id, clock.new_id())
    ]
    return results[0] != results[1]


def list_differences(rows: list[Row], expected_rows: list[Row]) -> list[Row]:
    """Return the rows that are in one of the lists only."""
    return [row for row in rows if row not in expected_rows] + [row for row in expected_rows if row not in rows]


def list_situations(world: OutcomeWorld, rows: RowsByTable) -> set[str]:
    """Return what there is among the rows of the world, beside the ordinary outcome."""
    states = {row["state"] for row in rows["incident"]}
    ended = {row["id"] for row in rows["incident"] if world.has_ended(row) and row["state"] == "accepted"}
    links, escalated = rows["incident_subject"], world.list_escalated_subjects()
    is_present = {
        "not accepted": not states.isdisjoint(UNACCEPTED),
        "withdrawn": "withdrawn" in states,
        "resolved": "resolved" in states,
        "several links": len(links) > len({row["incident_id"] for row in links}),
        "web page": any(row["type"] == "website" for row in links),
        "agreement ended": any(row["incident_id"] in ended and row["subject_id"] in escalated for row in links),
        "several steps at once": any(str(row["cause_id"]).startswith("event") for row in rows["event"]),
        "resolved no longer": any(row["source"] == "resolved" for row in rows["transition"]),
        "text of a check": any(row["wording"] for row in links),
    }
    return {situation for situation, is_there in is_present.items() if is_there}
