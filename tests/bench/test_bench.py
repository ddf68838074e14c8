"""The bench measures what it says: the ceiling does the same work, and the figures come out. No time is asserted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from services.embedded_postgres import Cluster
from tests.bench import cast, filling, load, table
from tests.bench.cast import Party
from tests.bench.measuring import measure
from tests.bench.operations import QUESTIONS, Question
from tests.bench.site import Site, opened
from tests.support.databases import Database, set_environment
from tests.support.markers import slow

INCIDENTS = 400
TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
# Cursors are signed by the service alone.
UNLIKE = ("next_cursor",)
READS = [question for question in QUESTIONS if question.status == 200 and question.name != "token request"]
WRITES = [question for question in QUESTIONS if question not in READS]

pytestmark = slow


@pytest.fixture(scope="module")
def site(cluster: Cluster, shared_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small database with the service and the ceiling in front of it."""
    everybody = cast.make()
    filling.fill(shared_database, everybody, 1, INCIDENTS)
    log = tmp_path_factory.mktemp("bench") / "log"
    with log.open("wb") as lines, opened(cluster, shared_database, everybody, INCIDENTS, lines) as made:
        yield made


@pytest.mark.parametrize("question", READS, ids=lambda question: question.name)
def test_the_ceiling_answers_what_the_service_answers(site: Site, question: Question) -> None:
    # Given the same requests
    for request in question.requests(site, 1)[:5]:
        # When both are asked
        answers = [json.loads(load.ask(server.port, request)) for server in (site.service, site.ceiling)]
        # Then they say the same
        assert _comparable(answers[0]) == _comparable(answers[1])


@pytest.mark.parametrize("question", WRITES, ids=lambda question: question.name)
def test_the_ceiling_writes_the_rows_that_the_service_writes(site: Site, question: Question) -> None:
    # Given one request for each of them
    written = []
    for server in (site.service, site.ceiling):
        with set_environment(site.database.environment):
            request = question.make(site)
        before = _rows(site)
        # When it is answered
        load.ask(server.port, request, question.status)
        # Then each table has grown
        written.append({name: count - before[name] for name, count in _rows(site).items() if count != before[name]})
    # And by as much with the one as with the other
    assert written[0] == written[1] != {}


def test_the_figures_are_shown_and_written(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Given questions that are asked a few times only
    few = tuple(Question(one.name, one.status, {1: 2, 8: 2}, one.make) for one in QUESTIONS)
    monkeypatch.setattr("tests.bench.measuring.QUESTIONS", few)
    monkeypatch.setattr(table, "WRITTEN", tmp_path / "bench.json")
    monkeypatch.setattr(table, "VAR", tmp_path / "var")
    # When they are measured
    lines = measure([site], 1, lambda _: None)
    table.written(lines)
    # Then every operation has a line, for one client and for eight
    figures = json.loads((tmp_path / "bench.json").read_text())
    assert [(one["operation"], one["clients"]) for one in figures] == [
        (question.name, clients) for question in QUESTIONS for clients in (1, 8)
    ]
    assert {tuple(one) for one in figures} == {
        ("operation", "incidents", "clients", "median_ms", "ceiling_ms", "ratio", "cpu_ms")
    }
    assert len(table.shown(lines).splitlines()) > len(lines)


def test_the_rows_that_were_filled_in_can_be_read_by_verbs(site: Site) -> None:
    # Given incidents that were never reported through a verb
    school = _reporter(site)
    # When their school reads what it has
    request = load.request("GET", "/v1/incidents?limit=200", site.bearer(school))
    found = json.loads(load.ask(site.service.port, request))
    # Then they are there, in full and with their links
    assert found["data"]
    assert all(one["subjects"] and one["school_id"] == str(school.id) for one in found["data"])


def _reporter(site: Site) -> Party:
    with psycopg.connect(site.database.owner_url) as owner:
        reporters = {owner_id for (owner_id,) in owner.execute("select owner_id from incident")}
    return next(one for one in site.cast.schools if one.id in reporters)


def _comparable(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: _comparable(value) for name, value in found.items() if name not in UNLIKE}
    return [_comparable(one) for one in found] if isinstance(found, list) else found


def _rows(site: Site) -> dict[str, int]:
    with psycopg.connect(site.database.owner_url, autocommit=True) as owner:
        names = [name for (name,) in owner.execute(TABLES)]
        counted = owner.execute(" union all ".join(f"select '{name}', count(*) from {name}" for name in names))
        return dict(counted.fetchall())
