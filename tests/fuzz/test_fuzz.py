"""Whatever one party asks: the contract holds, and its peer neither shows through nor is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.policy.actor import Kind
from tests.fuzz.campaign import Report, fuzz, reachable
from tests.fuzz.standing import standing
from tests.fuzz.world import PEERS, World
from tests.support.acting import work_off
from tests.support.long import long

EXAMPLES, MANY = 10, 60
KINDS = list(PEERS)
# What has to be done at least once: a run that is always refused would find nothing.
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
        *("POST /v1/escalations", "POST /v1/escalations/{escalation_id}/transitions", "GET /v1/escalations"),
        *("POST /v1/incidents/{incident_id}/transitions", "GET /v1/escalations/{escalation_id}/decisions"),
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_one_asks_breaks_the_contract_or_reaches_its_peer(
    world: World, kind: Kind, tmp_path: Path
) -> None:
    """Given two of a kind under the same agreements; when one asks at random, of its own things and of others', then

    nothing fails on our side, every answer is in the contract, tokens count, nothing foreign is told, what is foreign
    looks like what is not there, and the other finds everything of its own as it was.
    """
    covered = {name for earlier in KINDS[: KINDS.index(kind)] for name in reachable(earlier)}
    _unharmed(world, kind, tmp_path, EXAMPLES, covered)


@long
@pytest.mark.parametrize("kind", KINDS)
def test_nor_does_anything_of_much_more(world: World, kind: Kind, tmp_path: Path) -> None:
    """The same with more of everything, and with the edges of each schema for each kind."""
    _unharmed(world, kind, tmp_path, MANY, set())


def _unharmed(world: World, kind: Kind, folder: Path, examples: int, covered: set[str]) -> None:
    peer = world[PEERS[kind][1]]
    work_off()
    before = standing(peer)
    report = fuzz(world, kind, folder, examples=examples, covered=sorted(covered.intersection(reachable(kind))))
    work_off()
    _require_sound(report, kind)
    assert standing(peer) == before


def _require_sound(report: Report, kind: Kind) -> None:
    assert not report.failures, report.text
    assert REACHED[kind] <= report.accepted, f"never done: {sorted(REACHED[kind] - report.accepted)}"
