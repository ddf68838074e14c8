"""A filled database with two servers on it: the service, and the ceiling."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, TypedDict
from uuid import UUID

import psycopg

from services.embedded_postgres import Cluster, processes
from services.embedded_postgres.child_process import terminate_process
from tests.bench import cpu, http_load
from tests.bench.organisations import BenchOrganisation, BenchOrganisations
from tests.support.databases import Database

SERVICE_APPLICATION, CEILING_APPLICATION = "wsgi:app", "tests.bench.ceiling.wsgi:app"
START_TIMEOUT_SECONDS = 60
# Shorter than the lifetime of a token, so that none expires during a round.
TOKEN_REUSE_SECONDS = 240
SELECT_INCIDENT_IDS = "select resource_id from access where organisation_id = %s and kind = 'incident'"
SELECT_UNDECIDED = """
select e.id, p.subject_id from escalation e
join escalation_subject p on p.owner_id = e.owner_id and p.escalation_id = e.id
where e.platform_id = %s and e.state = 'sent'
"""
SELECT_FEED_END = "select epoch, last_seq from feed_head where organisation_id = %s"


@dataclass(frozen=True, slots=True)
class Server:
    """A web server on a port. `pids` are its process and that of the database, whose processor times are added."""

    port: int
    pids: tuple[int, int]

    def measure_cpu_ms(self) -> float | None:
        """Return the milliseconds of processor time that the processes have used so far; None if unknown."""
        return cpu.measure_milliseconds(self.pids)


@dataclass(slots=True)
class Deployment:
    """Both servers on one database, with what the requests need to know of its content.

    `incidents` is the number of incidents at the start. `undecided` are ids of escalation and subject, each for one
    decision. `epoch` and `last_seq` are the end of the helpline's feed.
    """

    incidents: int
    database: Database
    organisations: BenchOrganisations
    service: Server
    ceiling: Server
    issuer: str
    incident_ids: list[UUID]
    undecided: list[tuple[UUID, UUID]] = field(repr=False)
    epoch: int
    last_seq: int
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict, repr=False)

    def authorize(self, organisation: BenchOrganisation) -> dict[str, str]:
        """Return the header Authorization with a token of the service, which both servers accept."""
        fetched_at, token = self._tokens.get(organisation.client_id, (0.0, ""))
        if time.monotonic() - fetched_at > TOKEN_REUSE_SECONDS or not token:
            headers, form = organisation.build_token_request(self.issuer)
            request = http_load.build_request("POST", "/oauth/token", headers, form)
            token = json.loads(http_load.send_request(self.service.port, request))["access_token"]
            self._tokens[organisation.client_id] = time.monotonic(), token
        return {"Authorization": f"Bearer {token}"}


class DatabaseContent(TypedDict):
    """The fields of a deployment that are read from its database."""

    incident_ids: list[UUID]
    undecided: list[tuple[UUID, UUID]]
    epoch: int
    last_seq: int


@contextmanager
def start_deployment(
    cluster: Cluster, database: Database, organisations: BenchOrganisations, incidents: int, log: IO[bytes]
) -> Iterator[Deployment]:
    """Run both servers until the end of the block, with the same number of workers and threads.

    Args:
        incidents: the number of incidents in the database.
        log: the file for the output of the servers.
    """
    with ExitStack() as stack:
        listeners = [stack.enter_context(processes.bind_listener(0)) for _ in range(2)]
        issuer = processes.get_base_url(listeners[0])
        environment = os.environ | database.environment | {"TARIAN_ISSUER": issuer}
        servers = []
        for listener, application in zip(listeners, (SERVICE_APPLICATION, CEILING_APPLICATION), strict=True):
            process = processes.start_web(listener, environment, application=application, output=log)
            stack.callback(terminate_process, process)
            base_url = processes.get_base_url(listener)
            processes.wait_until_ready(base_url, process, timeout_seconds=START_TIMEOUT_SECONDS)
            servers.append(Server(listener.getsockname()[1], (process.pid, cluster.pid)))
        service, ceiling = servers
        content = _read_content(database, organisations)
        yield Deployment(incidents, database, organisations, service, ceiling, issuer, **content)


def _read_content(database: Database, organisations: BenchOrganisations) -> DatabaseContent:
    """Return the incidents, the undecided escalations in random order, and the end of the helpline's feed."""
    with psycopg.connect(database.owner_url) as connection:
        incident_ids = [row[0] for row in connection.execute(SELECT_INCIDENT_IDS, [organisations.helpline.id])]
        undecided = list(connection.execute(SELECT_UNDECIDED, [organisations.platforms[0].id]))
        ((epoch, last_seq),) = connection.execute(SELECT_FEED_END, [organisations.helpline.id])
    random.shuffle(undecided)
    return {"incident_ids": incident_ids, "undecided": undecided, "epoch": epoch, "last_seq": last_seq}
