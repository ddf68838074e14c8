"""The line to the database is cut at COMMIT: the service cannot know whether its work was kept, and its client must."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from tests.api.world import incident_body
from tests.faults.conftest import KEYED, Site
from tests.support.markers import slow
from tests.support.retrying_client import is_contiguous


@pytest.mark.parametrize("cuts", [20, pytest.param(200, marks=slow)])
def test_however_often_it_is_cut_each_report_is_made_once(site: Site, cuts: int) -> None:
    school, before = site.outside("school"), _listed(site)
    # given that the first COMMIT of each report is lost: on its way, or on its way back, or that and the next one too
    made = Counter(_reported_on_a_cut_line(site, arrives=turn % 3 > 0, times=1 + turn // 2 % 2) for turn in range(cuts))
    # then there are as many incidents as reports, and each is known to its sender
    assert set(made.values()) == {1}
    assert _listed(site) - before == made
    assert len(made) == cuts
    # and each stands in the feeds of those concerned, once
    for reader in (school, site.outside("helpline")):
        entries = reader.feed()
        assert is_contiguous(entries)
        assert Counter(entry["resource_id"] for entry in entries) == before + made
    assert site.outside("other_school").feed() == []


def _reported_on_a_cut_line(site: Site, *, arrives: bool, times: int) -> str:
    school, body, key = site.outside("school"), incident_body(), uuid4().hex
    with site.line.trap(after=KEYED, arrives=arrives, times=times) as trap:
        answer = school.post("/incidents", body, key=key)
        assert trap.times == 0
    assert answer.status_code == 201, answer.text
    assert school.met == {"unavailable": times}
    assert ("Idempotency-Replayed" in answer.headers) is arrives
    again = school.post("/incidents", body, key=key)
    assert (again.status_code, again.json()) == (201, answer.json())
    return str(answer.json()["id"])


def _listed(site: Site) -> Counter[str]:
    """Every incident of the school, page by page."""
    found: Counter[str] = Counter()
    school = site.outside("school")
    after: dict[str, str] = {}
    while True:
        page = school.get("/incidents", limit=200, **after).json()
        found.update(incident["id"] for incident in page["data"])
        if not page["has_more"]:
            return found
        after = {"cursor": page["next_cursor"]}
