"""The database connection breaks at COMMIT: the service cannot know the result, but a client that retries must."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from tests.api.world import incident_body
from tests.faults.conftest import KEYED_REQUEST, Site
from tests.support.markers import slow
from tests.support.retrying_client import is_contiguous


@pytest.mark.parametrize("reports", [20, pytest.param(200, marks=slow)])
def test_each_report_is_created_once_however_often_its_commit_is_lost(site: Site, reports: int) -> None:
    school, existing = site.client("school"), list_incident_ids(site)
    # given reports whose first COMMIT, or first two, are lost before or after the server executes them
    created = Counter(
        report_with_lost_commits(site, delivered=number % 3 > 0, commits=1 + number // 2 % 2)
        for number in range(reports)
    )
    # then there is one incident for each report, and its sender knows its id
    assert set(created.values()) == {1}
    assert list_incident_ids(site) - existing == created
    assert len(created) == reports
    # and each has one entry in the feeds of its reporter and of the helpline
    for reader in (school, site.client("helpline")):
        entries = reader.read_feed()
        assert is_contiguous(entries)
        assert Counter(entry["resource_id"] for entry in entries) == existing + created
    assert site.client("other_school").read_feed() == []


def report_with_lost_commits(site: Site, *, delivered: bool, commits: int) -> str:
    """Report an incident while the first commits are lost; check the response, and return the incident's id."""
    school, body, key = site.client("school"), incident_body(), uuid4().hex
    with site.proxy.inject_fault(preceded_by=KEYED_REQUEST, delivered=delivered, times=commits) as fault:
        response = school.post("/incidents", body, key=key)
        assert fault.remaining == 0
    assert response.status_code == 201, response.text
    assert school.retries == {"unavailable": commits}
    assert ("Idempotency-Replayed" in response.headers) is delivered
    replay = school.post("/incidents", body, key=key)
    assert (replay.status_code, replay.json()) == (201, response.json())
    return str(response.json()["id"])


def list_incident_ids(site: Site) -> Counter[str]:
    """Return how often each incident is in the pages of the school's list."""
    ids: Counter[str] = Counter()
    school = site.client("school")
    query: dict[str, str] = {}
    while True:
        page = school.get("/incidents", limit=200, **query).json()
        ids.update(incident["id"] for incident in page["data"])
        if not page["has_more"]:
            return ids
        query = {"cursor": page["next_cursor"]}
