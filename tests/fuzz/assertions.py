"""One run of the fuzzer, and what must hold after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.policy.actor import Kind
from tests.fuzz.fuzzer import FuzzReport, list_accessible_operations, list_operation_ids, run_fuzzer
from tests.fuzz.visible_state import read_visible_state
from tests.fuzz.world import PEERS, World
from tests.support.jobs import run_pending_jobs

# Whether the few requests of one run include one that succeeds is chance.
MAX_REPEATED_RUNS = 2
# Each must succeed at least once, because a run whose requests are all rejected finds nothing. The transitions of
# escalations by a helpline are not listed: whether a run draws one that has transitions left is chance.
MUST_SUCCEED = {
    Kind.SCHOOL: {
        *("POST /v1/incidents", "GET /v1/incidents/{incident_id}", "PATCH /v1/incidents/{incident_id}"),
        *("POST /v1/incidents/{incident_id}/transitions", "GET /v1/changes", "GET /v1/subjects/{subject_id}/locator"),
    },
    Kind.UNION: {
        *("POST /v1/incidents", "GET /v1/incidents/{incident_id}", "GET /v1/member-cases/{member_case_id}"),
        *("POST /v1/member-cases", "GET /v1/changes", "GET /v1/subjects/{subject_id}/locator"),
    },
    Kind.PLATFORM: {
        *("POST /v1/escalations/{escalation_id}/decisions", "GET /v1/escalations/{escalation_id}/notices"),
        *("GET /v1/escalations/{escalation_id}", "GET /v1/subjects/{subject_id}/locator"),
    },
    Kind.GOVERNMENT: {"GET /v1/statistics", "GET /v1/changes", "GET /v1/organisations/{organisation_id}"},
    Kind.HELPLINE: {
        *("POST /v1/escalations", "GET /v1/escalations"),
        *("POST /v1/incidents/{incident_id}/transitions", "GET /v1/escalations/{escalation_id}/decisions"),
    },
}


def assert_fuzzing_finds_nothing(world: World, kind: Kind, directory: Path, examples: int, covered: set[str]) -> None:
    """Fuzz as the first party of this kind; fail when a check fails, or when the state of its peer changes.

    The operations in `covered` are tried with random examples only, without the systematic edge cases.
    """
    peer = world[PEERS[kind][1]]
    run_pending_jobs()
    state = read_visible_state(peer)
    reports = list(_run_until_all_succeeded(world, kind, directory, examples, covered))
    run_pending_jobs()
    for report in reports:
        assert not report.failures, report.text
    missing = MUST_SUCCEED[kind].difference(*(report.succeeded for report in reports))
    assert not missing, f"never succeeded: {sorted(missing)}"
    assert read_visible_state(peer) == state


def _run_until_all_succeeded(
    world: World, kind: Kind, directory: Path, examples: int, covered: set[str]
) -> Iterator[FuzzReport]:
    """Run the fuzzer with all operations, then again with only those that must succeed and have not yet."""
    accessible = list_accessible_operations(kind)
    report = run_fuzzer(world, kind, directory, examples=examples, covered=sorted(covered.intersection(accessible)))
    yield report
    missing = MUST_SUCCEED[kind] - report.succeeded
    for repetition in range(1, MAX_REPEATED_RUNS + 1):
        if not missing:
            return
        operations = list_operation_ids(missing)
        report = run_fuzzer(
            world, kind, directory, examples=examples, operations=operations, covered=operations, repetition=repetition
        )
        yield report
        missing -= report.succeeded
