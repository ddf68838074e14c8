"""Pages of lists and of the feed: every row exactly once, and cursors that cannot be altered or used elsewhere."""

from __future__ import annotations

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.core.settings import get_settings
from tests.api.steps import Json, report_incident
from tests.api.world import AuthorizedClient, World

INCIDENTS = 7


@pytest.fixture(scope="module")
def incidents(world: World) -> list[str]:
    """The ids of some incidents of the school, newest first."""
    return [str(report_incident(world.school)["id"]) for _ in range(INCIDENTS)][::-1]


def read_pages(client: AuthorizedClient, path: str) -> list[Json]:
    """Return every page, following the Link headers."""
    pages = [client.get(path)]
    while "Link" in pages[-1].headers:
        target, _, relation = pages[-1].headers["Link"].partition("; ")
        assert relation == 'rel="next"'
        pages.append(client.get(target.strip("<>").removeprefix(f"{get_settings().issuer}/v1")))
    return [page.json for page in pages]


@pytest.mark.parametrize("limit", [1, 2, INCIDENTS - 1, INCIDENTS, INCIDENTS + 1])
def test_every_row_is_on_exactly_one_page(world: World, incidents: list[str], limit: int) -> None:
    pages = read_pages(world.school, f"/incidents?limit={limit}")
    assert [row["id"] for page in pages for row in page["data"]] == incidents
    assert [page["has_more"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert all((page["next_cursor"] is not None) == page["has_more"] for page in pages)


def test_rows_created_meanwhile_do_not_shift_pages(world: World, incidents: list[str]) -> None:
    first = report_incident(world.other_school)["id"]
    second = report_incident(world.other_school)["id"]
    first_page = world.other_school.get("/incidents?limit=1").json
    report_incident(world.other_school)
    second_page = world.other_school.get(f"/incidents?limit=1&cursor={first_page['next_cursor']}").json
    assert [row["id"] for row in (*first_page["data"], *second_page["data"])] == [second, first]


def test_a_cursor_is_bound_to_its_reader_list_and_filters(world: World, incidents: list[str]) -> None:
    cursor = world.school.get("/incidents?limit=2&state=submitted").json["next_cursor"]
    assert world.school.get(f"/incidents?limit=3&state=submitted&cursor={cursor}").status_code == 200
    other_uses = [
        (world.school, f"/incidents?cursor={cursor}"),
        (world.school, f"/incidents?state=in_triage&cursor={cursor}"),
        (world.helpline, f"/incidents?state=submitted&cursor={cursor}"),
        (world.school, f"/organisations?cursor={cursor}"),
        (world.school, f"/changes?cursor={cursor}"),
    ]
    for client, path in other_uses:
        response = client.get(path)
        assert (response.status_code, response.json["errors"][0]["parameter"]) == (422, "cursor"), path


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 200), character=st.sampled_from("ABCabc019-_=+/. "))
def test_altered_cursors_are_rejected(world: World, incidents: list[str], position: int, character: str) -> None:
    cursor = world.school.get("/incidents?limit=1").json["next_cursor"]
    position %= len(cursor)
    altered = cursor[:position] + character + cursor[position + 1 :]
    response = world.school.send("GET", "/incidents", query_string={"cursor": altered, "limit": "1"})
    assert response.status_code == 422 or altered == cursor


@pytest.mark.parametrize("path", ["/incidents", "/changes"])
def test_no_other_last_character_of_a_cursor_is_accepted(world: World, incidents: list[str], path: str) -> None:
    """Given the last character, some bits of which base64 ignores, only the issued cursor is accepted."""
    cursor = world.school.get(f"{path}?limit=1").json["next_cursor"]
    statuses = {
        character: world.school.get(f"{path}?limit=1&cursor={cursor[:-1]}{character}").status_code
        for character in string.ascii_letters + string.digits + "-_"
    }
    assert [character for character, status in statuses.items() if status == 200] == [cursor[-1]]


def test_the_first_page_has_the_cursor_of_the_feed(world: World, incidents: list[str]) -> None:
    pages = read_pages(world.school, "/incidents?limit=3")
    assert ["sync_cursor" in page for page in pages] == [True] + [False] * (len(pages) - 1)
    cursor = pages[0]["sync_cursor"]
    assert world.school.get(f"/changes?cursor={cursor}").json["data"] == []
    new_id = report_incident(world.school)["id"]
    assert [row["resource_id"] for row in world.school.get(f"/changes?cursor={cursor}").json["data"]] == [new_id]


def test_pages_of_the_feed_have_no_gaps(world: World, incidents: list[str]) -> None:
    all_rows = world.school.get("/changes?limit=200").json["data"]
    rows: list[Json] = []
    cursor, more = "", True
    while more:
        page = world.school.get(f"/changes?limit=3{cursor}").json
        rows, more, cursor = [*rows, *page["data"]], page["has_more"], f"&cursor={page['next_cursor']}"
    assert rows == all_rows
    assert [row["seq"] for row in all_rows] == list(range(1, len(all_rows) + 1))


def test_feed_cursors_do_not_depend_on_filters(world: World, incidents: list[str]) -> None:
    cursor = world.school.get("/changes?limit=2").json["next_cursor"]
    response = world.school.get(f"/changes?cursor={cursor}&types=incident.amended")
    assert (response.status_code, response.json["data"]) == (200, [])
    assert response.json["next_cursor"]
    assert not response.json["has_more"]
