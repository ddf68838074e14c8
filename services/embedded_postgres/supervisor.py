"""Watches over the parts of the service. Order: database, schema, sandbox, web and worker; and back."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.embedded_postgres import environment, processes
from services.embedded_postgres.child_process import end, spawn
from services.embedded_postgres.cluster import Cluster, start
from services.embedded_postgres.errors import Unavailable

GLANCE = 0.2
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# The worker gives its jobs 20 seconds to finish.
PATIENCE = 25.0


@dataclass(slots=True)
class Supervisor:
    """One service in one checkout. `cluster` is None on a server that the caller named."""

    var: Path
    listening: socket.socket
    environ: Mapping[str, str]
    cluster: Cluster | None = None
    process_environ: dict[str, str] = field(default_factory=dict, repr=False)
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    next_attempt: float = 0.0
    pause: float = SHORTEST_PAUSE

    @property
    def base_url(self) -> str:
        """Where the service answers."""
        return processes.address(self.listening)

    def start(self) -> None:
        """Everything runs, and the service says that it is ready."""
        if environment.names_database(self.environ):
            self.process_environ = environment.on_named(self.environ, self.base_url)
        else:
            self.cluster = start(self.var / "postgres")
            self.process_environ = environment.on_embedded(self.environ, self.cluster, self.base_url, self.var / "keys")
        if "MIGRATION_DATABASE_URL" in self.process_environ:
            self._complete("migrations")
        if self.cluster is None:
            processes.rehearse(self.process_environ)
        if self.process_environ.get("TARIAN_ENVIRONMENT") == "sandbox":
            self._complete("api.sandbox", "--clients", str(self.var / "sandbox-clients.json"))
        self.web = processes.web(self.listening, self.process_environ)
        self.worker = processes.worker(self.process_environ)
        processes.wait_until_ready(self.base_url, self.web)

    def watch(self) -> None:
        """Until a signal: the worker and the database come back when they die; without the web server all ends."""
        while True:
            time.sleep(GLANCE)
            if self.web is not None and self.web.poll() is not None:
                raise Unavailable(f"the web server ended with status {self.web.returncode}")
            self._revive_database()
            self._revive_worker(time.monotonic())

    def stop(self) -> None:
        """Nothing runs any more. Requests and jobs under way are finished first, if they do not take long."""
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.web, self.worker):
            if process is not None:
                end(process, patience=PATIENCE)
        if self.cluster is not None:
            self.cluster.stop()

    def _complete(self, module: str, *arguments: str) -> None:
        process = spawn([sys.executable, "-m", module, *arguments], env=self.process_environ, cwd=processes.ROOT)
        try:
            if process.wait() != 0:
                raise Unavailable(f"python -m {module} ended with status {process.returncode}")
        finally:
            end(process)

    def _revive_worker(self, now: float) -> None:
        if self.worker is None or self.worker.poll() is None:
            if now > self.next_attempt + LONGEST_PAUSE:
                self.pause = SHORTEST_PAUSE
        elif now >= self.next_attempt:
            print(f"the worker ended with status {self.worker.returncode}, another one starts", file=sys.stderr)
            self.worker = processes.worker(self.process_environ)
            self.next_attempt = now + self.pause
            self.pause = min(2 * self.pause, LONGEST_PAUSE)

    def _revive_database(self) -> None:
        if self.cluster is None or self.cluster.running():
            return
        before = self.cluster.url()
        self.cluster = start(self.var / "postgres")
        if self.cluster.url() != before:
            raise Unavailable("the embedded database ended, and its port was taken before it could return")


@contextmanager
def supervised(var: Path, listening: socket.socket, environ: Mapping[str, str]) -> Iterator[Supervisor]:
    """The service, ready; stopped at the end of the block, however that comes."""
    supervisor = Supervisor(var, listening, environ)
    try:
        supervisor.start()
        yield supervisor
    finally:
        supervisor.stop()
