"""The web servers that are measured."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import IO

from services.embedded_postgres import Cluster, processes
from services.embedded_postgres.child_process import terminate_process
from tests.bench import process_usage
from tests.bench.http_load import LOOPBACK
from tests.bench.revision import Revision

# The names of the servers in tables and results.
NOW, CEILING, AGAINST = "now", "ceiling", "against"
APPLICATIONS = {NOW: "wsgi:app", CEILING: "tests.bench.ceiling.wsgi:app", AGAINST: "wsgi:app"}
START_TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A web server on a port. `pids` are its process and that of the database, whose processor times are added.

    `application_name` is that of its database connections.
    """

    name: str
    port: int
    pids: tuple[int, int]
    application_name: str

    def measure_cpu_ms(self) -> float | None:
        """Return the milliseconds of processor time that the processes have used so far; None if unknown."""
        return process_usage.measure_milliseconds(self.pids)

    @property
    def base_url(self) -> str:
        """The URL of the server, which is the issuer of tokens."""
        return f"http://{LOOPBACK}:{self.port}"


@contextmanager
def run_servers(
    cluster: Cluster,
    revision: Revision,
    names: Sequence[str],
    variables: Mapping[str, str],
    application_name: str,
    log: IO[bytes],
) -> Iterator[dict[str, Server]]:
    """Run the servers with these names until the end of the block, with the same number of workers and threads.

    Args:
        names: the first server is the issuer of tokens.
        variables: the environment variables of a service on a database of the cluster.
        application_name: the beginning of the name of all database connections.
        log: the file for the output of the servers.
    """
    with ExitStack() as stack:
        listeners = {name: stack.enter_context(processes.bind_listener(0)) for name in names}
        issuer = processes.get_base_url(listeners[names[0]])
        servers = {}
        for name, listener in listeners.items():
            connection_name = f"{application_name} {name}"
            environment = os.environ | variables | {"TARIAN_ISSUER": issuer, "PGAPPNAME": connection_name}
            process = revision.start_web(listener, environment, APPLICATIONS[name], log)
            stack.callback(terminate_process, process)
            base_url = processes.get_base_url(listener)
            processes.wait_until_ready(base_url, process, timeout_seconds=START_TIMEOUT_SECONDS)
            servers[name] = Server(name, listener.getsockname()[1], (process.pid, cluster.pid), connection_name)
        yield servers
