"""A filled database with the servers of a revision on it; for the present one that includes the ceiling."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TypedDict
from uuid import UUID

import psycopg

from services.embedded_postgres import Cluster
from tests.bench import http_load
from tests.bench.organisations import BenchOrganisation, BenchOrganisations
from tests.bench.revision import PRESENT, Revision
from tests.bench.servers import CEILING, NOW, Server, run_servers
from tests.support.databases import Database

# Shorter than the lifetime of a token, so that none expires during a round.
TOKEN_REUSE_SECONDS = 240
SELECT_INCIDENT_IDS = "select resource_id from access where organisation_id = %s and kind = 'incident'"
SELECT_UNDECIDED = """
select e.id, p.subject_id from escalation e
join escalation_subject p on p.owner_id = e.owner_id and p.escalation_id = e.id
where e.platform_id = %s and e.state = 'sent'
"""
SELECT_FEED_END = "select epoch, last_seq from feed_head where organisation_id = %s"
SELECT_BACKENDS = "select pid from pg_stat_activity where application_name = %s"
# For the decisions of later rounds: a database has fewer escalations than a benchmark makes decisions.
REMOVE_DECISIONS = (
    "delete from decision_subject where owner_id = %(helpline)s and escalation_id = any(%(ids)s)",
    "delete from decision where owner_id = %(helpline)s and escalation_id = any(%(ids)s)",
    "update escalation set state = 'sent' where owner_id = %(helpline)s and id = any(%(ids)s)",
)


@dataclass(slots=True)
class Deployment:
    """The servers of a revision on one database, with what the requests need to know of its content.

    `incidents` is the number of incidents at the start. `undecided` are ids of escalation and subject, each for one
    decision; `decided` are those that had it. `epoch` and `last_seq` are the end of the helpline's feed.
    """

    incidents: int
    database: Database
    organisations: BenchOrganisations
    revision: Revision
    servers: Mapping[str, Server]
    issuer: str
    incident_ids: list[UUID]
    undecided: list[tuple[UUID, UUID]] = field(repr=False)
    epoch: int
    last_seq: int
    decided: list[tuple[UUID, UUID]] = field(default_factory=list, repr=False)
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict, repr=False)

    @property
    def service(self) -> Server:
        """The server that issues tokens, which the ceiling accepts too."""
        return next(server for name, server in self.servers.items() if name != CEILING)

    @property
    def ceiling(self) -> Server:
        """The minimal application, beside the present service."""
        return self.servers[CEILING]

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of the servers."""
        return os.environ | self.database.environment | {"TARIAN_ISSUER": self.issuer}

    def authorize(self, organisation: BenchOrganisation) -> dict[str, str]:
        """Return the header Authorization with a token of the service."""
        fetched_at, token = self._tokens.get(organisation.client_id, (0.0, ""))
        if time.monotonic() - fetched_at > TOKEN_REUSE_SECONDS or not token:
            headers, form = organisation.build_token_request(self.issuer)
            request = http_load.build_request("POST", "/oauth/token", headers, form)
            token = json.loads(http_load.send_request(self.service.port, request))["access_token"]
            self._tokens[organisation.client_id] = time.monotonic(), token
        return {"Authorization": f"Bearer {token}"}

    def take_undecided(self) -> tuple[UUID, UUID]:
        """Return escalation and subject for a decision."""
        self.decided.append(self.undecided.pop())
        return self.decided[-1]

    def ensure_undecided(self, count: int) -> None:
        """Remove the decisions that were made unless so many escalations have none."""
        if len(self.undecided) >= count:
            return
        ids = [escalation_id for escalation_id, _ in self.decided]
        with psycopg.connect(self.database.owner_url) as connection:
            for statement in REMOVE_DECISIONS:
                connection.execute(statement, {"helpline": self.organisations.helpline.id, "ids": ids})
        self.undecided, self.decided = self.decided + self.undecided, []

    def list_backends(self, server: Server) -> list[int]:
        """Return the ids of the PostgreSQL processes that serve a web server."""
        with psycopg.connect(self.database.owner_url) as connection:
            return [pid for (pid,) in connection.execute(SELECT_BACKENDS, [server.application_name])]


class DatabaseContent(TypedDict):
    """The fields of a deployment that are read from its database."""

    incident_ids: list[UUID]
    undecided: list[tuple[UUID, UUID]]
    epoch: int
    last_seq: int


@contextmanager
def start_deployment(
    cluster: Cluster,
    database: Database,
    organisations: BenchOrganisations,
    incidents: int,
    log: IO[bytes],
    *,
    revision: Revision = PRESENT,
    names: Sequence[str] = (NOW, CEILING),
) -> Iterator[Deployment]:
    """Run servers until the end of the block, all with the same number of workers and threads.

    Args:
        incidents: the number of incidents in the database.
        log: the file for the output of the servers.
        names: the names of the servers; the first issues tokens.
    """
    with run_servers(cluster, revision, names, database.environment, f"bench {incidents}", log) as servers:
        issuer = next(iter(servers.values())).base_url
        content = _read_content(database, organisations)
        yield Deployment(incidents, database, organisations, revision, servers, issuer, **content)


def _read_content(database: Database, organisations: BenchOrganisations) -> DatabaseContent:
    """Return the incidents, the undecided escalations in random order, and the end of the helpline's feed."""
    with psycopg.connect(database.owner_url) as connection:
        incident_ids = [row[0] for row in connection.execute(SELECT_INCIDENT_IDS, [organisations.helpline.id])]
        undecided = list(connection.execute(SELECT_UNDECIDED, [organisations.platforms[0].id]))
        ((epoch, last_seq),) = connection.execute(SELECT_FEED_END, [organisations.helpline.id])
    random.shuffle(undecided)
    return {"incident_ids": incident_ids, "undecided": undecided, "epoch": epoch, "last_seq": last_seq}
