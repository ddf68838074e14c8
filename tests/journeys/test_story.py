"""The story of one report passes, and it fails when the service does not behave as expected."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.sandbox.organisations import BACKGROUND_NATION, GOVERNMENT, SCHOOL, list_background_schools
from services.sandbox.story.scenario import ACTORS
from tests.journeys.conftest import RunningSandbox, reporting_week
from tests.support.databases import ROOT

EXIT_FAILURE = 1


def test_the_story_passes_and_can_be_repeated(sandbox: RunningSandbox) -> None:
    """Given a sandbox; when the story runs twice; then all actors appear in its table and no URL does."""
    for _ in range(2):
        result = run_story(sandbox.base_url, sandbox.clients_file)
        assert result.returncode == 0, result.stderr
        *table, summary = result.stdout.splitlines()
        assert summary.startswith("Story passed")
        assert all(any(f"  {actor}  " in line for line in table) for actor in ACTORS)
        assert "://" not in result.stdout + result.stderr


def test_the_story_fails_when_an_organisation_sees_another_ones_case(sandbox: RunningSandbox, tmp_path: Path) -> None:
    """Given another school with the client of the reporter; when the story runs; then it fails at that school."""
    content = sandbox.read_clients_file()
    clients = {client["organisation_id"]: client for client in content["clients"]}
    other_id = str(list_background_schools()[0].id)
    clients[other_id] = {**clients[str(SCHOOL.id)], "organisation_id": other_id}
    mixed_file = tmp_path / "clients.json"
    mixed_file.write_text(json.dumps({**content, "clients": list(clients.values())}))

    result = run_story(sandbox.base_url, mixed_file)

    assert result.returncode == EXIT_FAILURE
    assert "another school, try access: GET /v1/incidents/" in result.stderr
    assert "returned 200, expected 404" in result.stderr


def test_the_story_fails_when_no_service_answers(sandbox: RunningSandbox) -> None:
    result = run_story("http://127.0.0.1:9", sandbox.clients_file)
    assert result.returncode == EXIT_FAILURE
    assert "the service did not answer" in result.stderr


def test_organisations_missing_in_the_file_of_clients_are_named(sandbox: RunningSandbox, tmp_path: Path) -> None:
    empty_file = tmp_path / "clients.json"
    empty_file.write_text('{"clients": []}')
    result = run_story(sandbox.base_url, empty_file)
    assert result.returncode == EXIT_FAILURE
    assert GOVERNMENT.name in result.stderr


def test_actors_import_nothing_of_the_server() -> None:
    """Given a process of an actor; then it has loaded no rules, no database and no web server."""
    program = "import sys; from services.sandbox.story import actor; print(*sys.modules)"
    process = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(process.stdout.split())
    own_modules = {name for name in modules if name.partition(".")[0] in ("services", "api", "auth")}
    assert {name for name in own_modules if not name.startswith("services.sandbox")} == {"services"}
    assert "services.sandbox.organisations" not in own_modules
    assert not {"sqlalchemy", "psycopg", "flask", "authlib"} & modules


@pytest.mark.parametrize(("platform", "count"), [("all", 35), ("tiktok", 30), ("youtube", 5)])
def test_the_reports_of_37_schools_are_published_as_rounded_figures(
    sandbox: RunningSandbox, platform: str, count: int
) -> None:
    """Given a report from each of 37 schools, 30 about one platform and 7 about the other."""
    client = sandbox.sign_in(GOVERNMENT)
    figure = client.get("/statistics", nation=BACKGROUND_NATION, week=reporting_week(), platform=platform).body
    assert (figure["count"], figure["suppressed"]) == (count, False)
    assert figure["as_at"]


def run_story(base_url: str, clients_file: Path) -> subprocess.CompletedProcess[str]:
    """Run the story as a person does."""
    command = [sys.executable, "-m", "services.sandbox.story", "--base-url", base_url, "--clients", str(clients_file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
