"""The time until the first state of a link does not tell if somebody else reported it before."""

from __future__ import annotations

import random
import time
from itertools import product
from math import sqrt
from statistics import median
from uuid import UUID

from services.events import feed
from tests import factories
from tests.conftest import StartService
from tests.factories import create_accepted_incident, create_sent_escalation, list_subject_ids, new_clip_url
from tests.support.databases import Database
from tests.support.markers import slow
from tests.support.service_calls import call_as

PAIRS = 200
TIMEOUT_SECONDS = 60
# Of equal distributions, one in 700 differs as much.
MAX_Z = 3.2


def list_waiting_times(school: UUID) -> list[float]:
    """Return the seconds between acceptance and first state of a link, for each incident of the school that has one."""
    accepted: dict[UUID, float] = {}
    waiting: dict[UUID, float] = {}
    for entry in call_as(school, feed.read_changes, None, 100_000).entries:
        resource_id, at = entry["resource_id"], entry["at"].timestamp()
        if entry["kind"] == "incident.state_changed":
            accepted[resource_id] = at
        elif entry["kind"] == "incident.escalation_changed":
            waiting.setdefault(resource_id, at - accepted[resource_id])
    return list(waiting.values())


def compute_rank_z(first: list[float], second: list[float]) -> float:
    """Return the z value of the Mann-Whitney U test for two samples."""
    wins = sum((a > b) + (a == b) / 2 for a, b in product(first, second))
    size = len(first) * len(second)
    return (wins - size / 2) / sqrt(size * (len(first) + len(second) + 1) / 12)


@slow
def test_first_and_second_reporters_wait_equally_long(database: Database, start_service: StartService) -> None:
    parties, rng = factories.create_parties(), random.Random(7)
    with start_service(database, TARIAN_LOG_LEVEL="WARNING"):
        for _ in range(PAIRS):
            url = new_clip_url()
            first = create_accepted_incident(parties.helpline, parties.school, url)
            # the helpline needs a while to write the escalation
            time.sleep(rng.uniform(0, 0.2))
            create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
            create_accepted_incident(parties.helpline, parties.other_school, url)
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while len(list_waiting_times(parties.other_school)) < PAIRS and time.monotonic() < deadline:
            time.sleep(1)
        samples = [list_waiting_times(school) for school in (parties.school, parties.other_school)]
    assert [len(sample) for sample in samples] == [PAIRS, PAIRS]
    z = compute_rank_z(*samples)
    assert abs(z) < MAX_Z, (z, [median(sample) for sample in samples])
