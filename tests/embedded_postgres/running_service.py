"""Run the service as `script/server` does, in another checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.embedded_postgres.processes import find_service_processes
from tests.support.databases import copy_unconfigured_environment


@dataclass(frozen=True)
class RunningService:
    """The process of a supervisor, and the base URL of its service."""

    process: subprocess.Popen[bytes]
    base_url: str
    checkout: Path

    def process_ids(self) -> dict[str, int]:
        """Return the process ids of database, web server and worker, by name."""
        return find_service_processes(self.process.pid)


@contextmanager
def run_service(checkout: Path, **variables: str) -> Iterator[RunningService]:
    """Run the service of a checkout, on its embedded database unless the variables name another; kill it at the end."""
    read_fd, write_fd = os.pipe()
    command = [sys.executable, "-m", "services.embedded_postgres.serve", "--ready-fd", str(write_fd)]
    environment = copy_unconfigured_environment() | {"PORT": "0"} | variables
    process = subprocess.Popen(command, cwd=checkout, env=environment, pass_fds=[write_fd])
    os.close(write_fd)
    try:
        with open(read_fd) as ready_pipe:
            base_url = ready_pipe.read()
        assert base_url, "the service did not start"
        yield RunningService(process, base_url, checkout)
    finally:
        process.kill()
        process.wait()
