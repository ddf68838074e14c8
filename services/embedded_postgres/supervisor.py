"""Start, watch and stop the parts of the service: database, migrations, sandbox data, web server and worker."""

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

from services.core.settings import OPERATOR_VARIABLE, OWNER_VARIABLE
from services.embedded_postgres import environment, processes
from services.embedded_postgres.child_process import start_child_process, terminate_process
from services.embedded_postgres.cluster import Cluster, start_cluster
from services.embedded_postgres.errors import StartupError

POLL_SECONDS = 0.2
MIN_RESTART_DELAY_SECONDS, MAX_RESTART_DELAY_SECONDS = 1.0, 30.0
# The worker gives its jobs 20 seconds to finish.
STOP_TIMEOUT_SECONDS = 25.0


@dataclass(slots=True)
class Supervisor:
    """Runs one service in one checkout. `cluster` is None on a PostgreSQL server that the caller configured.

    `environ` are the caller's variables, `process_environ` those with which the processes run. Only the migrations get
    the address for the owner, and only the command that fills a sandbox that for operators.
    """

    var: Path
    listener: socket.socket
    environ: Mapping[str, str]
    cluster: Cluster | None = None
    process_environ: dict[str, str] = field(default_factory=dict, repr=False)
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    next_worker_start: float = 0.0
    restart_delay_seconds: float = MIN_RESTART_DELAY_SECONDS

    @property
    def base_url(self) -> str:
        """The base URL of the service."""
        return processes.get_base_url(self.listener)

    def start(self) -> None:
        """Start all parts in order and return when the service is ready.

        Raises:
            StartupError: a part cannot be started. Call `stop` to end those that were.
        """
        if environment.has_database_url(self.environ):
            self.process_environ = environment.build_external_environment(self.environ, self.base_url)
        else:
            self.cluster = start_cluster(self.var / "postgres")
            self.process_environ = environment.build_embedded_environment(
                self.environ, self.cluster, self.base_url, self.var / "keys"
            )
        if OWNER_VARIABLE in self.process_environ:
            self._run_module("migrations", privilege=OWNER_VARIABLE)
        if self.cluster is None:
            processes.check_app_starts(self.process_environ)
        if self.process_environ.get("TARIAN_ENVIRONMENT") == "sandbox":
            clients_file = str(self.var / "sandbox-clients.json")
            self._run_module("api.sandbox", "--clients", clients_file, privilege=OPERATOR_VARIABLE)
        self.web = processes.start_web(self.listener, self.process_environ)
        self.worker = processes.start_worker(self.process_environ)
        processes.wait_until_ready(self.base_url, self.web)

    def watch(self) -> None:
        """Restart the worker and the embedded database whenever they end. Never returns.

        Raises:
            StartupError: the web server ended, or the database cannot be restarted.
        """
        while True:
            time.sleep(POLL_SECONDS)
            if self.web is not None and self.web.poll() is not None:
                raise StartupError(f"the web server ended with status {self.web.returncode}")
            self._restart_database_if_ended()
            self._restart_worker_if_ended(time.monotonic())

    def stop(self) -> None:
        """Stop all parts. Running requests and jobs may finish within STOP_TIMEOUT_SECONDS."""
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.web, self.worker):
            if process is not None:
                terminate_process(process, timeout_seconds=STOP_TIMEOUT_SECONDS)
        if self.cluster is not None:
            self.cluster.stop()

    def _run_module(self, module: str, *arguments: str, privilege: str) -> None:
        """Run a Python module to its end, with one privileged variable; raise StartupError unless it succeeds."""
        command = [sys.executable, "-m", module, *arguments]
        environ = environment.drop_privileged(self.process_environ)
        if privilege in self.process_environ:
            environ[privilege] = self.process_environ[privilege]
        process = start_child_process(command, env=environ, cwd=processes.ROOT)
        try:
            if process.wait() != 0:
                raise StartupError(f"python -m {module} ended with status {process.returncode}")
        finally:
            terminate_process(process)

    def _restart_worker_if_ended(self, now: float) -> None:
        """Restart an ended worker, with a delay that doubles each time and is reset after a long run.

        Args:
            now: the current time of the monotonic clock, in seconds.
        """
        if self.worker is None or self.worker.poll() is None:
            if now > self.next_worker_start + MAX_RESTART_DELAY_SECONDS:
                self.restart_delay_seconds = MIN_RESTART_DELAY_SECONDS
        elif now >= self.next_worker_start:
            print(f"the worker ended with status {self.worker.returncode}, another one starts", file=sys.stderr)
            self.worker = processes.start_worker(self.process_environ)
            self.next_worker_start = now + self.restart_delay_seconds
            self.restart_delay_seconds = min(2 * self.restart_delay_seconds, MAX_RESTART_DELAY_SECONDS)

    def _restart_database_if_ended(self) -> None:
        """Restart an ended embedded database; raise StartupError unless it gets the same URL, which the parts use."""
        if self.cluster is None or self.cluster.is_running():
            return
        previous_url = self.cluster.url()
        self.cluster = start_cluster(self.var / "postgres")
        if self.cluster.url() != previous_url:
            raise StartupError("the embedded database ended, and its port was taken before it could restart")


@contextmanager
def supervise(var: Path, listener: socket.socket, environ: Mapping[str, str]) -> Iterator[Supervisor]:
    """Run the service for the length of a block: ready at its beginning, stopped at its end.

    Args:
        var: the directory for the data, keys and clients of an embedded database.
        listener: a bound socket on which the web server will listen.
        environ: the environment variables of the caller.
    """
    supervisor = Supervisor(var, listener, environ)
    try:
        supervisor.start()
        yield supervisor
    finally:
        supervisor.stop()
