"""A filled database with both servers in front of it: the service, and the ceiling."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

import psycopg

from services.embedded_postgres import Cluster, processes
from services.embedded_postgres.child_process import terminate_process
from tests.bench import cpu, load
from tests.bench.cast import Cast, Party
from tests.support.databases import Database

CEILING = "tests.bench.ceiling.wsgi:app"
PATIENCE = 60
TOKENS_FRESH = 240
IDS = "select resource_id from access where organisation_id = %s and kind = 'incident'"
OPEN = """
select e.id, p.subject_id from escalation e
join escalation_subject p on p.owner_id = e.owner_id and p.escalation_id = e.id
where e.platform_id = %s and e.state = 'sent'
"""
HEAD = "select epoch, last_seq from feed_head where organisation_id = %s"


@dataclass(frozen=True, slots=True)
class Server:
    """`pids` are its own process and that of the database: their CPU is counted together."""

    port: int
    pids: tuple[int, int]

    def cpu(self) -> float | None:
        """Milliseconds so far."""
        return cpu.milliseconds(self.pids)


@dataclass(slots=True)
class Site:
    """`incidents` is how many there were at the start. Each undecided escalation is good for one decision."""

    incidents: int
    database: Database
    cast: Cast
    service: Server
    ceiling: Server
    issuer: str
    ids: list[UUID]
    undecided: list[tuple[UUID, UUID]] = field(repr=False)
    epoch: int
    last_seq: int
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict, repr=False)

    def bearer(self, party: Party) -> dict[str, str]:
        """The header with a token of the service, which both servers take."""
        fetched, token = self._tokens.get(party.client_id, (0.0, ""))
        if time.monotonic() - fetched > TOKENS_FRESH or not token:
            headers, form = party.proof(self.issuer)
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            answer = load.ask(self.service.port, load.request("POST", "/oauth/token", headers, form))
            token = json.loads(answer)["access_token"]
            self._tokens[party.client_id] = time.monotonic(), token
        return {"Authorization": f"Bearer {token}"}


@contextmanager
def opened(cluster: Cluster, database: Database, cast: Cast, incidents: int, log: IO[bytes]) -> Iterator[Site]:
    """Both servers run until the end of the block, each with as many workers and threads as the service has."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(processes.bind_listener(0)) for _ in range(2)]
        issuer = processes.get_base_url(sockets[0])
        environment = os.environ | database.environment | {"TARIAN_ISSUER": issuer}
        servers = []
        for socket, application in zip(sockets, ("wsgi:app", CEILING), strict=True):
            process = processes.start_web(socket, environment, application=application, output=log)
            stack.callback(terminate_process, process)
            processes.wait_until_ready(processes.get_base_url(socket), process, timeout_seconds=PATIENCE)
            servers.append(Server(socket.getsockname()[1], (process.pid, cluster.pid)))
        service, ceiling = servers
        yield Site(incidents, database, cast, service, ceiling, issuer, **_found(database, cast))


def _found(database: Database, cast: Cast) -> dict[str, Any]:
    with psycopg.connect(database.owner_url) as owner:
        ids = [row[0] for row in owner.execute(IDS, [cast.helpline.id])]
        undecided = list(owner.execute(OPEN, [cast.platforms[0].id]))
        (head,) = owner.execute(HEAD, [cast.helpline.id])
    random.shuffle(undecided)
    return {"ids": ids, "undecided": undecided, "epoch": head[0], "last_seq": head[1]}
