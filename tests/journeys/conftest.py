"""A sandbox with its service, as a stranger finds it: an address and a file of clients."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api import sandbox
from services.sandbox.background_reports import WEEKS_AGO
from services.sandbox.organisations import Party
from services.sandbox.story.caller import Caller
from tests.conftest import Service
from tests.support.databases import Database


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Where it answers, and who may ask."""

    base_url: str
    clients: Path

    def written(self) -> dict[str, Any]:
        """The file of clients."""
        found: dict[str, Any] = json.loads(self.clients.read_text())
        return found

    def caller(self, party: Party) -> Caller:
        """Somebody with a token."""
        (client,) = (one for one in self.written()["clients"] if one["organisation_id"] == str(party.id))
        caller = Caller(self.base_url, client)
        caller.sign_in()
        return caller


def week_of_reports() -> str:
    """The week in which the background schools reported."""
    return iso_week(datetime.now(UTC).date() - timedelta(weeks=WEEKS_AGO))


def iso_week(day: date) -> str:
    """As it is asked for."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


@contextmanager
def opened(database: Database, service: Service, clients: Path, *more: str) -> Iterator[Sandbox]:
    """Seed the database and serve it."""
    sandbox.main(["--clients", str(clients), *more])
    with service(database, TARIAN_LOG_LEVEL="WARNING") as running:
        yield Sandbox(running.base_url, clients)


@pytest.fixture(scope="module")
def played(shared_database: Database, service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The whole sandbox, for all tests of a module."""
    with opened(shared_database, service, tmp_path_factory.mktemp("sandbox") / "clients.json") as found:
        yield found
