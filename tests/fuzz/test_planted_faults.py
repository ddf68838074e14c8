"""The fuzzer finds the faults that were planted in a copy of the service, and nothing in a copy without faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.conftest import StartService
from tests.fuzz.fuzzer import FuzzReport, run_fuzzer
from tests.fuzz.world_setup import create_world
from tests.support.databases import Database
from tests.support.markers import slow

EXAMPLES = 10
# The operations that have faults.
OPERATIONS = ("report_incident", "list_incidents", "read_incident", "list_subjects", "read_locator")
# No fault shows in the systematic edge cases of this operation, which has the most.
COVERED = ("report_incident",)
# The checks, or titles of failures, and operations by which the fuzzer must report each fault.
EXPECTED_FAILURES = {
    "missing_scope_check": {("a_valid_token_is_required", "GET /v1/subjects/{subject_id}/locator")},
    "leaking_read": {
        ("responses_leak_nothing", "GET /v1/incidents/{incident_id}"),
        ("hidden_resources_look_nonexistent", "GET /v1/incidents/{incident_id}"),
    },
    "leaking_list": {("responses_leak_nothing", "GET /v1/incidents")},
    "distinguishable_not_found": {
        ("hidden_resources_look_nonexistent", "GET /v1/incidents/{incident_id}/subjects"),
    },
    "unhandled_input": {("Server error", "POST /v1/incidents")},
}
FuzzWithFaults = Callable[..., FuzzReport]


@pytest.fixture
def fuzz_with_faults(database: Database, start_service: StartService, tmp_path: Path) -> FuzzWithFaults:
    """A function that fuzzes a copy of the service with the named faults, always with the same seed.

    Each test has a world of its own, because later requests contain what faults have leaked.
    """
    with start_service(database, job_worker=False) as running:
        world = create_world(running.base_url)

    def fuzz(*faults: str) -> FuzzReport:
        arguments = ", ".join(map(repr, (world.organisation_id("other school"), *faults)))
        application = f"tests.fuzz.faulty_app:create_faulty_app({arguments})"
        with start_service(database, job_worker=False, application=application, TARIAN_LOG_LEVEL="CRITICAL") as faulty:
            world.switch_server(faulty.base_url)
            return run_fuzzer(world, Kind.SCHOOL, tmp_path, examples=EXAMPLES, operations=OPERATIONS, covered=COVERED)

    return fuzz


def test_every_planted_fault_is_found(fuzz_with_faults: FuzzWithFaults) -> None:
    report = fuzz_with_faults(*EXPECTED_FAILURES)
    assert set().union(*EXPECTED_FAILURES.values()) <= list_failures(report), report.text


def test_nothing_is_found_without_faults(fuzz_with_faults: FuzzWithFaults) -> None:
    report = fuzz_with_faults()
    assert not report.failures, report.text


@slow
@pytest.mark.parametrize("fault", EXPECTED_FAILURES)
def test_each_fault_is_found_without_the_others(fuzz_with_faults: FuzzWithFaults, fault: str) -> None:
    report = fuzz_with_faults(fault)
    assert EXPECTED_FAILURES[fault] <= list_failures(report), report.text


def list_failures(report: FuzzReport) -> set[tuple[str, str]]:
    """Return the name of the check, or the title of a failure of schemathesis itself, with each operation."""
    named = {title.partition("`")[2].rstrip("`") or title: operations for title, operations in report.failures.items()}
    return {(name, operation) for name, operations in named.items() for operation in operations}
