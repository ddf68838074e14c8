"""One run, and what must hold after it."""

from __future__ import annotations

from pathlib import Path

from services.policy.actor import Kind
from tests.fuzz.campaign import Report, fuzz, reachable
from tests.fuzz.outstanding_work import standing
from tests.fuzz.world import PEERS, World
from tests.support.jobs import run_pending_jobs

# What has to be done at least once: a run that is always refused would find nothing. The moves of a helpline are not
# here: which of its escalations a run draws, and whether any move is left to that one, is chance.
REACHED = {
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


def unharmed(world: World, kind: Kind, folder: Path, examples: int, covered: set[str]) -> None:
    """Fuzz as the first of this kind; AssertionError for whatever is wrong."""
    peer = world[PEERS[kind][1]]
    run_pending_jobs()
    before = standing(peer)
    report = fuzz(world, kind, folder, examples=examples, covered=sorted(covered.intersection(reachable(kind))))
    run_pending_jobs()
    _require_sound(report, kind)
    assert standing(peer) == before


def _require_sound(report: Report, kind: Kind) -> None:
    assert not report.failures, report.text
    assert REACHED[kind] <= report.accepted, f"never done: {sorted(REACHED[kind] - report.accepted)}"
