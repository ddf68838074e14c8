"""The story of one report, played by processes that know an address and their own credentials."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.sandbox.organisations import GOVERNMENT, NATION, SCHOOL, background_schools
from services.sandbox.story.scenario import PARTS
from tests.journeys.conftest import Sandbox, week_of_reports
from tests.support.databases import ROOT

OTHERWISE = 1


def test_the_story_runs_and_runs_again(played: Sandbox) -> None:
    """Given a sandbox; when the story is played twice; then all goes as told, and no line leads to the posts."""
    for _ in range(2):
        told = play(played.base_url, played.clients)
        assert told.returncode == 0, told.stderr
        *timeline, summary = told.stdout.splitlines()
        assert summary.startswith("The story ran as told")
        assert all(any(f"  {who}  " in line for line in timeline) for who in PARTS)
        assert "://" not in told.stdout + told.stderr


def test_it_is_noticed_when_somebody_sees_what_is_not_theirs(played: Sandbox, tmp_path: Path) -> None:
    """Given another school that acts with the reporter's client; when the story is played; then it stops there."""
    written = played.written()
    clients = {client["organisation_id"]: client for client in written["clients"]}
    other = str(background_schools()[0].id)
    clients[other] = {**clients[str(SCHOOL.id)], "organisation_id": other}
    mixed = tmp_path / "clients.json"
    mixed.write_text(json.dumps({**written, "clients": list(clients.values())}))

    told = play(played.base_url, mixed)

    assert told.returncode == OTHERWISE
    assert "another school, look: GET /v1/incidents/" in told.stderr
    assert "answered 200 and not 404" in told.stderr


def test_it_is_noticed_when_nobody_answers(played: Sandbox) -> None:
    told = play("http://127.0.0.1:9", played.clients)
    assert told.returncode == OTHERWISE
    assert "the service did not answer" in told.stderr


def test_a_file_that_lacks_somebody_is_named(played: Sandbox, tmp_path: Path) -> None:
    empty = tmp_path / "clients.json"
    empty.write_text('{"clients": []}')
    told = play(played.base_url, empty)
    assert told.returncode == OTHERWISE
    assert GOVERNMENT.name in told.stderr


def test_actors_are_outsiders() -> None:
    """What an actor loads holds none of the product: no rules, no database, no server."""
    program = "import sys; from services.sandbox.story import actor; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    ours = {name for name in loaded.stdout.split() if name.partition(".")[0] in ("services", "api", "auth")}
    assert {name for name in ours if not name.startswith("services.sandbox")} == {"services"}
    assert "services.sandbox.organisations" not in ours
    assert not {"sqlalchemy", "psycopg", "flask", "authlib"} & set(loaded.stdout.split())


@pytest.mark.parametrize(("platform", "count"), [("all", 35), ("tiktok", 30), ("youtube", 5)])
def test_thirty_seven_schools_make_a_rounded_figure(played: Sandbox, platform: str, count: int) -> None:
    """Given a report from each of 37 schools, 30 about one platform and 7 about the other."""
    figure = played.caller(GOVERNMENT).get("/statistics", nation=NATION, week=week_of_reports(), platform=platform).body
    assert (figure["count"], figure["suppressed"]) == (count, False)
    assert figure["as_at"]


def play(base_url: str, clients: Path) -> subprocess.CompletedProcess[str]:
    """The story as a person plays it."""
    command = [sys.executable, "-m", "services.sandbox.story", "--base-url", base_url, "--clients", str(clients)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
