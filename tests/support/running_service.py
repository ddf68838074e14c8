"""The service as it runs for a person: gunicorn and a worker, in processes of their own."""

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
    """Where the service answers, and its processes for tests that hurt them."""

    base_url: str
    web: subprocess.Popen[bytes]
    environment: Mapping[str, str] = field(repr=False)
    worker: subprocess.Popen[bytes] | None = None
    listening: socket.socket | None = None

    def start_worker(self) -> None:
        """A worker, where there is none or it was killed."""
        if self.worker is not None:
            terminate_process(self.worker)
        self.worker = processes.start_worker(self.environment)

    def kill(self) -> None:
        """All ends at once, without a word; and nobody listens any more."""
        for process in (self.web, self.worker):
            if process is not None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        if self.listening is not None:
            self.listening.close()


@contextmanager
def run_service(
    database: Database, *, workers: int = 2, worker: bool = True, application: str = "wsgi:app", **variables: str
) -> Iterator[RunningService]:
    """The service on a free port; `worker=False` leaves the jobs in their queue, `application` serves another one."""
    with ExitStack() as stack:
        listening = stack.enter_context(processes.bind_listener(0))
        base_url = processes.get_base_url(listening)
        environment = os.environ | database.environment | {"TARIAN_ISSUER": base_url} | variables
        web = processes.start_web(listening, environment, workers=workers, application=application)
        running = RunningService(base_url, web, environment, listening=listening)
        stack.callback(lambda: _end(running))
        if worker:
            running.start_worker()
        processes.wait_until_ready(base_url, running.web, timeout_seconds=STARTUP_TIMEOUT_SECONDS)
        yield running


def _end(running: RunningService) -> None:
    for process in (running.web, running.worker):
        if process is not None:
            terminate_process(process)
