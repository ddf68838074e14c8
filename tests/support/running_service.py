"""The service as operators run it: gunicorn and a job worker, in processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from tests.support.databases import Database

STARTUP_TIMEOUT_SECONDS = 30


@dataclass(slots=True)
class RunningService:
    """A running service: its URL, and its processes for tests that kill or restart them."""

    base_url: str
    web: subprocess.Popen[bytes]
    environment: Mapping[str, str] = field(repr=False)
    worker: subprocess.Popen[bytes] | None = None
    listener: socket.socket | None = None

    def start_worker(self) -> None:
        """Start a job worker, in place of the one that runs or was killed."""
        if self.worker is not None:
            terminate_process(self.worker)
        self.worker = processes.start_worker(self.environment)

    def kill(self) -> None:
        """Kill all processes with SIGKILL and close the listening socket."""
        for process in (self.web, self.worker):
            if process is not None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self.listener is not None:
            self.listener.close()


@contextmanager
def run_service(
    database: Database,
    *,
    web_workers: int = 2,
    job_worker: bool = True,
    application: str = "wsgi:app",
    **variables: str,
) -> Iterator[RunningService]:
    """Run the service on a free port until the end of the block.

    `web_workers` is the number of gunicorn's worker processes; `job_worker` starts a worker for background jobs;
    `application` is the WSGI application to serve; `variables` are additional environment variables.
    """
    with ExitStack() as stack:
        listener = stack.enter_context(processes.bind_listener(0))
        base_url = processes.get_base_url(listener)
        environment = os.environ | database.environment | {"TARIAN_ISSUER": base_url} | variables
        web = processes.start_web(listener, environment, workers=web_workers, application=application)
        running = RunningService(base_url, web, environment, listener=listener)
        stack.callback(lambda: _terminate(running))
        if job_worker:
            running.start_worker()
        processes.wait_until_ready(base_url, running.web, timeout_seconds=STARTUP_TIMEOUT_SECONDS)
        yield running


def _terminate(running: RunningService) -> None:
    for process in (running.web, running.worker):
        if process is not None:
            terminate_process(process)
