"""Outcomes are applied to many incidents at once, and leave the rows that applying them one after another leaves."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.core import clock
from services.incidents import outcomes
from services.resources.incident_states import UNACCEPTED
from tests.support import outcome_loop
from tests.support.databases import Database
from tests.support.markers import slow
from tests.support.outcome_rows import RowsByTable, dry_run
from tests.support.outcome_worlds import OutcomeWorld
from tests.support.service_calls import call_as
from tests.support.tables import Row

STEPS, STEPS_BETWEEN = 36, 3
# In the world of this seed there is every situation.
FULL_SEED = 26
SITUATIONS = {
    *("not accepted", "withdrawn", "resolved", "several links", "web page", "agreement ended", "event of the cause"),
    *("job for a later step", "several steps at once", "resolved no longer", "text of a check"),
}


@pytest.mark.parametrize("seed", [FULL_SEED, *(pytest.param(seed, marks=slow) for seed in range(100, 112))])
def test_outcomes_leave_the_rows_that_a_loop_leaves(shared_database: Database, seed: int) -> None:
    """Given a world that changes step by step; when outcomes are applied in both ways; then the rows are the same."""
    assert shared_database
    world, situations = OutcomeWorld(seed), set[str]()
    cause_id, changed = clock.new_id(), 0
    for _ in range(STEPS // STEPS_BETWEEN):
        world.take_steps(STEPS_BETWEEN)
        with clock.freeze_time(world.now):
            if world.rng.random() < 0.3:
                situations |= {"event of the cause"} if changed else set()
            else:
                cause_id = clock.new_id()
            situations |= compare(world, "apply_outcomes", list(world.incidents), cause_id)
            for incident_id in {world.choose_incidents()[0], world.latest}:
                situations |= compare(world, "continue_outcomes", incident_id, cause_id)
            # Some jobs are late.
            changed = call_as(world.helpline, outcomes.apply_outcomes, world.choose_incidents(), cause_id)
    if seed == FULL_SEED:
        assert situations == SITUATIONS


def compare(world: OutcomeWorld, verb: str, incidents: list[UUID] | UUID, cause_id: UUID) -> set[str]:
    """Fail unless the verb leaves the same rows as the loop; return the situations among them."""
    (result, rows), (expected_result, expected_rows) = (
        dry_run(world.helpline, world.list_organisations(), getattr(module, verb), incidents, cause_id)
        for module in (outcomes, outcome_loop)
    )
    assert result == expected_result
    assert {table: list_differences(rows[table], expected_rows[table]) for table in rows} == {
        table: [] for table in rows
    }
    return list_situations(world, rows)


def list_differences(rows: list[Row], expected_rows: list[Row]) -> list[Row]:
    """Return the rows that are in one of the lists only."""
    return [row for row in rows if row not in expected_rows] + [row for row in expected_rows if row not in rows]


def list_situations(world: OutcomeWorld, rows: RowsByTable) -> set[str]:
    """Return what there is among the rows of the world, beside the ordinary outcome."""
    states = {row["state"] for row in rows["incident"]}
    ended = {row["id"] for row in rows["incident"] if world.has_ended(row) and row["state"] == "accepted"}
    links, escalated = rows["incident_subject"], world.list_escalated_subjects()
    found = {
        "not accepted": not states.isdisjoint(UNACCEPTED),
        "withdrawn": "withdrawn" in states,
        "resolved": "resolved" in states,
        "several links": len(links) > len({row["incident_id"] for row in links}),
        "web page": any(row["type"] == "website" for row in links),
        "agreement ended": any(row["incident_id"] in ended and row["subject_id"] in escalated for row in links),
        "job for a later step": any(row["scheduled_at"] for row in rows["procrastinate_jobs"]),
        "several steps at once": any(str(row["cause_id"]).startswith("event") for row in rows["event"]),
        "resolved no longer": any(row["source"] == "resolved" for row in rows["transition"]),
        "text of a check": any(row["wording"] for row in links),
    }
    return {situation for situation, is_found in found.items() if is_found}
