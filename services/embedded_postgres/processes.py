"""The processes that make up the service, each a child of whoever calls."""

from __future__ import annotations

import errno
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import requests

from services.embedded_postgres.child_process import spawn
from services.embedded_postgres.errors import Unavailable
from services.embedded_postgres.superuser import LOOPBACK

ROOT = Path(__file__).parents[2]
# For the longest query that the contract allows: a cursor and a list of ids do not fit into the usual 4094 bytes.
ROOM = ("--limit-request-line", "8190")


def listener(port: int) -> socket.socket:
    """A bound socket, so that nobody can take the port before the web server listens; 0 chooses a free one."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((LOOPBACK, port))
    except OSError as error:
        made.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise Unavailable(f"port {port} {reason}; choose another with PORT") from None
    return made


def address(listening: socket.socket) -> str:
    """The base URL of a socket."""
    return f"http://{LOOPBACK}:{listening.getsockname()[1]}"


def web(
    listening: socket.socket,
    environment: Mapping[str, str],
    *,
    workers: int = 2,
    application: str = "wsgi:app",
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """The web server on a socket."""
    # The application is made once, before the workers: one that is born while the database is away must not end it all.
    options = f"--preload --workers {workers} --threads {environment.get('TARIAN_THREADS', '8')}"
    ours = "--worker-class api.gunicorn.worker.Worker --logger-class api.gunicorn.logger.Quiet"
    quiet = f"--graceful-timeout 10 --no-control-socket --log-level warning --bind fd://{listening.fileno()}"
    command = [sys.executable, "-m", "gunicorn", *options.split(), *ours.split(), *quiet.split(), *ROOM, application]
    return spawn(command, env=environment, cwd=ROOT, output=output, pass_fds=[listening.fileno()])


def rehearse(environment: Mapping[str, str]) -> None:
    """Unavailable, with the reason, when the application refuses these variables: a web server would tell at length."""
    command = [sys.executable, "-c", "import wsgi"]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        # The last line that names an exception; below it there may be hints, above it there is the traceback.
        reasons = [line for line in done.stderr.splitlines() if re.match(r"[A-Za-z_][\w.]*: ", line)]
        raise Unavailable(reasons[-1].partition(": ")[2] if reasons else f"python {command[1:]} fails")


def worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The process that does the jobs. When its parent dies it has no time: the database is going too."""
    return spawn([sys.executable, "-m", "worker"], last_signal=signal.SIGKILL, env=environment, cwd=ROOT)


def wait_until_ready(base_url: str, process: subprocess.Popen[bytes], *, patience: float = 60) -> None:
    """Return when the service says that it is ready; Unavailable when it ends or takes too long."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Unavailable("the web server ended before it was ready; its reasons stand above")
        if is_ready(base_url):
            return
        time.sleep(0.05)
    raise Unavailable(f"{base_url}/readyz does not say ready after {patience:.0f} seconds")


def is_ready(base_url: str) -> bool:
    """Whether a service answers here and is ready."""
    try:
        return direct().get(f"{base_url}/readyz", timeout=3).ok
    except requests.RequestException:
        return False


def direct() -> requests.Session:
    """A client on which proxies and credentials of the environment have no bearing."""
    session = requests.Session()
    session.trust_env = False
    return session
