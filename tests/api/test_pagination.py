"""Pages: nothing lost, nothing twice, and cursors that are good for one question of one reader."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.world import AuthorizedClient, World, incident_body

HOW_MANY = 7


@pytest.fixture(scope="module")
def incidents(world: World) -> list[str]:
    """The ids of some incidents of the school, newest first."""
    return [str(world.school.post("/incidents", incident_body()).json["id"]) for _ in range(HOW_MANY)][::-1]


def walk(party: AuthorizedClient, path: str) -> list[dict[str, Any]]:
    """Every page, by the Link header as a generic client follows it."""
    pages = [party.get(path)]
    while "Link" in pages[-1].headers:
        target, _, relation = pages[-1].headers["Link"].partition("; ")
        assert relation == 'rel="next"'
        pages.append(party.get(target.strip("<>").removeprefix("/v1")))
    return [page.json for page in pages]


@pytest.mark.parametrize("limit", [1, 2, HOW_MANY - 1, HOW_MANY, HOW_MANY + 1])
def test_every_row_is_on_exactly_one_page(world: World, incidents: list[str], limit: int) -> None:
    pages = walk(world.school, f"/incidents?limit={limit}")
    assert [row["id"] for page in pages for row in page["data"]] == incidents
    assert [page["has_more"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert all((page["next_cursor"] is not None) == page["has_more"] for page in pages)


def test_rows_created_meanwhile_do_not_shift_pages(world: World, incidents: list[str]) -> None:
    first = world.other_school.post("/incidents", incident_body()).json["id"]
    second = world.other_school.post("/incidents", incident_body()).json["id"]
    page = world.other_school.get("/incidents?limit=1").json
    world.other_school.post("/incidents", incident_body())
    after = world.other_school.get(f"/incidents?limit=1&cursor={page['next_cursor']}").json
    assert [row["id"] for row in (*page["data"], *after["data"])] == [second, first]


def test_a_cursor_is_bound_to_its_reader_list_and_filters(world: World, incidents: list[str]) -> None:
    cursor = world.school.get("/incidents?limit=2&state=submitted").json["next_cursor"]
    assert world.school.get(f"/incidents?limit=3&state=submitted&cursor={cursor}").status_code == 200
    others = [
        (world.school, f"/incidents?cursor={cursor}"),
        (world.school, f"/incidents?state=in_triage&cursor={cursor}"),
        (world.helpline, f"/incidents?state=submitted&cursor={cursor}"),
        (world.school, f"/organisations?cursor={cursor}"),
        (world.school, f"/changes?cursor={cursor}"),
    ]
    for party, path in others:
        response = party.get(path)
        assert (response.status_code, response.json["errors"][0]["parameter"]) == (422, "cursor"), path


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 200), sign=st.sampled_from("ABCabc019-_=+/. "))
def test_altered_cursors_are_rejected(world: World, incidents: list[str], place: int, sign: str) -> None:
    cursor = world.school.get("/incidents?limit=1").json["next_cursor"]
    place %= len(cursor)
    changed = cursor[:place] + sign + cursor[place + 1 :]
    response = world.school.send("GET", "/incidents", query_string={"cursor": changed, "limit": "1"})
    assert response.status_code == 422 or changed == cursor


def test_the_first_page_has_the_cursor_of_the_feed(world: World, incidents: list[str]) -> None:
    pages = walk(world.school, "/incidents?limit=3")
    assert ["sync_cursor" in page for page in pages] == [True] + [False] * (len(pages) - 1)
    cursor = pages[0]["sync_cursor"]
    assert world.school.get(f"/changes?cursor={cursor}").json["data"] == []
    new = world.school.post("/incidents", incident_body()).json["id"]
    assert [row["resource_id"] for row in world.school.get(f"/changes?cursor={cursor}").json["data"]] == [new]


def test_pages_of_the_feed_have_no_gaps(world: World, incidents: list[str]) -> None:
    whole = world.school.get("/changes?limit=200").json["data"]
    seen: list[dict[str, Any]] = []
    cursor, more = "", True
    while more:
        page = world.school.get(f"/changes?limit=3{cursor}").json
        seen, more, cursor = [*seen, *page["data"]], page["has_more"], f"&cursor={page['next_cursor']}"
    assert seen == whole
    assert [row["seq"] for row in whole] == list(range(1, len(whole) + 1))


def test_feed_cursors_do_not_depend_on_filters(world: World, incidents: list[str]) -> None:
    cursor = world.school.get("/changes?limit=2").json["next_cursor"]
    response = world.school.get(f"/changes?cursor={cursor}&types=incident.amended")
    assert (response.status_code, response.json["data"]) == (200, [])
    assert response.json["next_cursor"]
    assert not response.json["has_more"]
