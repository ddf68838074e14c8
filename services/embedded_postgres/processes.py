"""Start the processes of the service, web server and worker, as children of the calling process."""

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

from services.embedded_postgres.child_process import start_child_process
from services.embedded_postgres.environment import drop_privileged
from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.superuser import LOOPBACK

ROOT = Path(__file__).parents[2]
DEFAULT_THREADS = "8"
# The longest query that the contract allows, a cursor with a list of ids, exceeds gunicorn's default of 4094 bytes.
REQUEST_LINE_OPTIONS = ("--limit-request-line", "8190")
POLL_SECONDS = 0.05
READINESS_TIMEOUT_SECONDS = 3


def bind_listener(port: int) -> socket.socket:
    """Return a socket bound to a port on loopback, so that no other process can take the port; 0 picks a free one.

    Raises:
        StartupError: the port is in use or not allowed.
    """
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise StartupError(f"port {port} {reason}; choose another with PORT") from None
    return listener


def get_base_url(listener: socket.socket) -> str:
    """Return the base URL of a service that listens on a socket."""
    return f"http://{LOOPBACK}:{listener.getsockname()[1]}"


def start_web(
    listener: socket.socket,
    environment: Mapping[str, str],
    *,
    workers: int = 2,
    application: str = "wsgi:app",
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start gunicorn on a bound socket and return its process.

    Args:
        environment: all environment variables of the process; those with the rights of the owner are left out.
        workers: the number of gunicorn worker processes.
        application: the WSGI application, as `module:name`.
        output: where standard output and standard error go; None for those of this process.
    """
    # --preload creates the application before the workers: a worker that starts while the database is down would fail.
    capacity = f"--preload --workers {workers} --threads {environment.get('TARIAN_THREADS', DEFAULT_THREADS)}"
    classes = "--worker-class api.gunicorn.worker.Worker --logger-class api.gunicorn.logger.RedactingLogger"
    server = f"--graceful-timeout 10 --no-control-socket --log-level warning --bind fd://{listener.fileno()}"
    options = [*capacity.split(), *classes.split(), *server.split(), *REQUEST_LINE_OPTIONS]
    command = [sys.executable, "-m", "gunicorn", *options, application]
    return start_child_process(
        command, env=drop_privileged(environment), cwd=ROOT, output=output, pass_fds=[listener.fileno()]
    )


def check_app_starts(environment: Mapping[str, str]) -> None:
    """Import the WSGI application with these variables; raise StartupError with one line when that fails.

    A web server would print a traceback instead.
    """
    command = [sys.executable, "-c", "import wsgi"]
    result = subprocess.run(
        command, env=drop_privileged(environment), cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if result.returncode != 0:
        # The last line that begins with the name of an exception: above it is the traceback, below it may be hints.
        exceptions = [line for line in result.stderr.splitlines() if re.match(r"[A-Za-z_][\w.]*: ", line)]
        raise StartupError(exceptions[-1].partition(": ")[2] if exceptions else f"python {command[1:]} fails")


def start_worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the process that runs the background jobs; it is killed at once when its parent ends."""
    # SIGTERM would let it finish its jobs, but the embedded database ends with the same parent.
    return start_child_process(
        [sys.executable, "-m", "worker"], parent_death_signal=signal.SIGKILL, env=drop_privileged(environment), cwd=ROOT
    )


def wait_until_ready(base_url: str, process: subprocess.Popen[bytes], *, timeout_seconds: float = 60) -> None:
    """Return when the service reports that it is ready.

    Raises:
        StartupError: the process ended, or the time is over.
    """
    deadline = time.monotonic() + timeout_seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise StartupError("the web server ended before it was ready; the reason is printed above")
        if is_ready(base_url):
            return
        time.sleep(POLL_SECONDS)
    raise StartupError(f"{base_url}/readyz does not report ready after {timeout_seconds:.0f} seconds")


def is_ready(base_url: str) -> bool:
    """Return whether a service at this base URL reports that it is ready."""
    try:
        return create_direct_session().get(f"{base_url}/readyz", timeout=READINESS_TIMEOUT_SECONDS).ok
    except requests.RequestException:
        return False


def create_direct_session() -> requests.Session:
    """Return an HTTP session that ignores proxies and credentials in the environment and in .netrc."""
    session = requests.Session()
    session.trust_env = False
    return session
