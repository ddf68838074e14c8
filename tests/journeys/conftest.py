"""A running sandbox as an integrator gets it: a base URL and a file of clients."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api import sandbox as sandbox_command
from api.sandbox import ClientsFile, SandboxClient
from services.sandbox.background_reports import WEEKS_AGO
from services.sandbox.organisations import SandboxOrganisation
from services.sandbox.story.api_client import ApiClient
from tests.conftest import StartService
from tests.support.databases import Database


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """The base URL of a sandbox and the path of its file of clients."""

    base_url: str
    clients_file: Path

    def read_clients_file(self) -> ClientsFile:
        """Return the content of the file of clients."""
        content: ClientsFile = json.loads(self.clients_file.read_text())
        return content

    def find_client(self, organisation: SandboxOrganisation) -> SandboxClient:
        """Return the client of an organisation."""
        clients = self.read_clients_file()["clients"]
        return next(client for client in clients if client["organisation_id"] == str(organisation.id))

    def sign_in(self, organisation: SandboxOrganisation) -> ApiClient:
        """Return an API client of an organisation with a token."""
        client = ApiClient(self.base_url, self.find_client(organisation))
        client.sign_in()
        return client


def reporting_week() -> str:
    """Return the week in which the background schools reported."""
    return format_week(datetime.now(UTC).date() - timedelta(weeks=WEEKS_AGO))


def format_week(day: date) -> str:
    """Return the ISO week of a day as the API takes it, such as 2026-W45."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


@contextmanager
def run_sandbox(
    database: Database, start_service: StartService, clients_file: Path, *options: str
) -> Iterator[RunningSandbox]:
    """Seed the database with the options of `api.sandbox` and run the service on it."""
    sandbox_command.main(["--clients", str(clients_file), *options])
    with start_service(database, TARIAN_LOG_LEVEL="WARNING") as running:
        yield RunningSandbox(running.base_url, clients_file)


@pytest.fixture(scope="module")
def sandbox(
    shared_database: Database, start_service: StartService, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSandbox]:
    """The complete sandbox, shared by the tests of a module."""
    clients_file = tmp_path_factory.mktemp("sandbox") / "clients.json"
    with run_sandbox(shared_database, start_service, clients_file) as running:
        yield running
