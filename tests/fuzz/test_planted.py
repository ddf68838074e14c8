"""The fuzzer finds what was planted for it, and nothing where nothing was planted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.conftest import StartService
from tests.fuzz.campaign import Report, fuzz
from tests.fuzz.making import build
from tests.support.databases import Database
from tests.support.markers import slow

EXAMPLES = 10
# Where the faults are. The schema of a report has the most edges, and none of the faults is at one.
OPERATIONS = ("report_incident", "list_incidents", "read_incident", "list_subjects", "read_locator")
COVERED = ("report_incident",)
# Which checks must find what, and where.
FOUND = {
    "scope_unchecked": {("needs_the_token", "GET /v1/subjects/{subject_id}/locator")},
    "foreign_read": {
        ("tells_nothing_foreign", "GET /v1/incidents/{incident_id}"),
        ("hides_what_is_foreign", "GET /v1/incidents/{incident_id}"),
    },
    "foreign_list": {("tells_nothing_foreign", "GET /v1/incidents")},
    "foreign_told_apart": {("hides_what_is_foreign", "GET /v1/incidents/{incident_id}/subjects")},
    "fault": {("Server error", "POST /v1/incidents")},
}
Fuzzed = Callable[..., Report]


@pytest.fixture
def fuzzed(database: Database, start_service: StartService, tmp_path: Path) -> Fuzzed:
    """What is found in a copy of the service with these faults, with the same seed.

    In a world of its own: what a leak has told is drawn from, and ends up in what the caller itself reports.
    """
    with start_service(database, job_worker=False) as running:
        world = build(running.base_url)

    def run(*plants: str) -> Report:
        arguments = ", ".join(map(repr, (world.id_of("other school"), *plants)))
        application = f"tests.fuzz.planted:app({arguments})"
        with start_service(database, job_worker=False, application=application, TARIAN_LOG_LEVEL="CRITICAL") as planted:
            world.move_to(planted.base_url)
            return fuzz(world, Kind.SCHOOL, tmp_path, examples=EXAMPLES, only=OPERATIONS, covered=COVERED)

    return run


def test_a_missing_check_a_foreign_read_and_a_fault_are_found(fuzzed: Fuzzed) -> None:
    """Given a copy with all the faults; when it is fuzzed like the service; then every one of them is reported."""
    report = fuzzed(*FOUND)
    assert set().union(*FOUND.values()) <= _found(report), report.text


def test_without_them_nothing_is_found(fuzzed: Fuzzed) -> None:
    report = fuzzed()
    assert not report.failures, report.text


@slow
@pytest.mark.parametrize("plant", FOUND)
def test_each_is_found_alone(fuzzed: Fuzzed, plant: str) -> None:
    report = fuzzed(plant)
    assert FOUND[plant] <= _found(report), report.text


def _found(report: Report) -> set[tuple[str, str]]:
    """(check, operation). What is not of our own checks is named by its title."""
    named = {title.partition("`")[2].rstrip("`") or title: places for title, places in report.failures.items()}
    return {(name, where) for name, places in named.items() for where in places}
