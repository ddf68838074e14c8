"""Many at once: fifty senders of one POST; and writers of one thing, whom If-Match keeps from undoing each other."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.api.world import incident_body
from tests.faults.conftest import Site
from tests.support.retrying_client import RetryingClient, is_contiguous

TWINS = 50
TREES = ["ash", "bay", "elm", "fir", "oak", "fig", "yew", "pea"]
BIRDS = ["auk", "emu", "jay", "hen", "owl", "tit"]
WRITERS, PIECES = len(TREES), len(BIRDS)


def test_fifty_twins_have_one_effect(site: Site) -> None:
    # given one report
    school, body, key = site.outside("school"), incident_body(), uuid4().hex
    # when fifty send it at once, under the same key
    with ThreadPoolExecutor(TWINS) as pool:
        answers = list(pool.map(lambda _: school.post("/incidents", body, key=key), range(TWINS)))
    # then all get one answer, of which one is the first
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    # and there is one incident, told once
    (listed,) = school.get("/incidents").json()["data"]
    assert listed == answers[0].json()
    for reader in ("school", "helpline"):
        entries = site.outside(reader).feed()
        assert is_contiguous(entries)
        assert [entry["resource_id"] for entry in entries] == [listed["id"]]
    assert site.outside("other_school").feed() == []


def test_no_update_is_lost_however_many_write(site: Site) -> None:
    # given an incident
    school = site.outside("school")
    path = f"/incidents/{school.post('/incidents', incident_body(summary_neutral='It shows:')).json()['id']}"
    # when eight clients each add six words of their own to its summary, as they find it
    with ThreadPoolExecutor(WRITERS) as pool:
        tries = sum(pool.map(lambda writer: _write(site.outside("school"), path, writer), range(WRITERS)))
    # then every word is there, and those of one client in their order
    found = school.get(path)
    words = found.json()["summary_neutral"].removeprefix("It shows:").split()
    assert len(words) == WRITERS * PIECES
    for writer in range(WRITERS):
        assert [word for word in words if word in _pieces(writer)] == _pieces(writer)
    # and the version counted each of them, and none of the refused tries
    assert tries > WRITERS * PIECES, "nobody came second"
    assert found.json()["version"] == 1 + len(words)
    told = [entry["version"] for entry in school.feed() if path.endswith(entry["resource_id"])]
    assert told == list(range(1, len(words) + 2))


def _write(client: RetryingClient, path: str, writer: int) -> int:
    tries = 0
    for piece in _pieces(writer):
        status = 412
        while status == 412:
            seen = client.get(path)
            longer = f"{seen.json()['summary_neutral']} {piece}"
            status = client.patch(path, {"summary_neutral": longer}, If_Match=seen.headers["ETag"]).status_code
            tries += 1
            time.sleep(random.uniform(0, 0.01))
        assert status == 200
    return tries


def _pieces(writer: int) -> list[str]:
    return [f"{TREES[writer]}{bird}" for bird in BIRDS]
