"""Concurrent writes: one POST sent fifty times at once, and clients that amend one incident with If-Match."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.api.world import incident_body
from tests.faults.conftest import Site
from tests.support.retrying_client import RetryingClient, is_contiguous

DUPLICATES = 50
TREES = ["ash", "bay", "elm", "fir", "oak", "fig", "yew", "pea"]
BIRDS = ["auk", "emu", "jay", "hen", "owl", "tit"]
WRITERS, WORDS_EACH = len(TREES), len(BIRDS)


def test_concurrent_duplicates_of_a_post_create_one_incident(site: Site) -> None:
    # given one report
    school, body, key = site.client("school"), incident_body(), uuid4().hex
    # when it is sent fifty times at once with the same idempotency key
    with ThreadPoolExecutor(DUPLICATES) as pool:
        responses = list(pool.map(lambda _: school.post("/incidents", body, key=key), range(DUPLICATES)))
    # then all responses are the same, and only one of them is no replay
    assert {response.status_code for response in responses} == {201}
    assert len({response.content for response in responses}) == 1
    assert sum("Idempotency-Replayed" not in response.headers for response in responses) == 1
    # and there is one incident, with one entry in each feed
    (incident,) = school.get("/incidents").json()["data"]
    assert incident == responses[0].json()
    for reader in ("school", "helpline"):
        entries = site.client(reader).read_feed()
        assert is_contiguous(entries)
        assert [entry["resource_id"] for entry in entries] == [incident["id"]]
    assert site.client("other_school").read_feed() == []


def test_no_concurrent_amendment_with_if_match_is_lost(site: Site) -> None:
    # given an incident
    school = site.client("school")
    path = f"/incidents/{school.post('/incidents', incident_body(summary_neutral='It shows:')).json()['id']}"
    # when eight clients each append six words of their own to its current summary
    with ThreadPoolExecutor(WRITERS) as pool:
        attempts = sum(pool.map(lambda writer: append_words(site.client("school"), path, writer), range(WRITERS)))
    # then every word is there, and the words of each client are in order
    response = school.get(path)
    words = response.json()["summary_neutral"].removeprefix("It shows:").split()
    assert len(words) == WRITERS * WORDS_EACH
    for writer in range(WRITERS):
        assert [word for word in words if word in words_of(writer)] == words_of(writer)
    # and every successful amendment, but no rejected one, has increased the version
    assert attempts > WRITERS * WORDS_EACH, "no amendment was rejected"
    assert response.json()["version"] == 1 + len(words)
    versions = [entry["version"] for entry in school.read_feed() if path.endswith(entry["resource_id"])]
    assert versions == list(range(1, len(words) + 2))


def append_words(client: RetryingClient, path: str, writer: int) -> int:
    """Append each word of the writer to the summary, repeating it after a 412; return the number of attempts."""
    attempts = 0
    for word in words_of(writer):
        status = 412
        while status == 412:
            incident = client.get(path)
            summary = f"{incident.json()['summary_neutral']} {word}"
            status = client.patch(path, {"summary_neutral": summary}, If_Match=incident.headers["ETag"]).status_code
            attempts += 1
            time.sleep(random.uniform(0, 0.01))
        assert status == 200
    return attempts


def words_of(writer: int) -> list[str]:
    """Return the words of this writer, which no other writer uses."""
    return [f"{TREES[writer]}{bird}" for bird in BIRDS]
