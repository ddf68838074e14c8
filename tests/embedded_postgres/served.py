"""A service as a person starts it, in a checkout of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.embedded_postgres.processes import children
from tests.support.databases import plain_environment


@dataclass(frozen=True)
class Served:
    """A supervisor, and where its service answers."""

    process: subprocess.Popen[bytes]
    base_url: str
    checkout: Path

    def parts(self) -> dict[str, int]:
        """The process id of each part."""
        return children(self.process.pid)


@contextmanager
def serving(checkout: Path) -> Iterator[Served]:
    """The service on the embedded database of a checkout, killed at the end of the block if it still runs."""
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "services.embedded_postgres.serve", "--ready-fd", str(writing)]
    environment = plain_environment() | {"PORT": "0"}
    process = subprocess.Popen(command, cwd=checkout, env=environment, pass_fds=[writing])
    os.close(writing)
    try:
        with open(reading) as ready:
            base_url = ready.read()
        assert base_url, "the service did not start"
        yield Served(process, base_url, checkout)
    finally:
        process.kill()
        process.wait()
