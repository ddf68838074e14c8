"""`python -m services.embedded_postgres.demo [--keep]`: run the story against a running or a newly started service."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from services.embedded_postgres.child_process import start_child_process, terminate_process
from services.embedded_postgres.environment import has_database_url
from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.processes import ROOT, create_direct_session, is_ready
from services.embedded_postgres.serve import VAR, read_port, run_command

CLIENTS_FILE = VAR / "sandbox-clients.json"
LOG_FILE = VAR / "server.log"
EXIT_INTERRUPTED = 130
STOP_TIMEOUT_SECONDS = 60.0
REQUEST_TIMEOUT_SECONDS = 10


def main() -> int:
    """Parse the command line, run the demo and return its exit status, which is that of the story."""
    parser = argparse.ArgumentParser(
        prog="script/demo", description="Run the story of one report, from a school to the platform and back."
    )
    parser.add_argument("--keep", action="store_true", help="leave the service running afterwards")
    keep = parser.parse_args().keep
    return run_command("script/demo", lambda: _run_demo(keep=keep), stopped_status=EXIT_INTERRUPTED)


def _run_demo(*, keep: bool) -> int:
    """Run the story on the service of this checkout if one runs, else on a new one; return its exit status."""
    if has_database_url(os.environ) and os.environ.get("TARIAN_ENVIRONMENT") != "sandbox":
        raise StartupError("the story runs in a sandbox only: unset DATABASE_URL, or set TARIAN_ENVIRONMENT=sandbox")
    if base_url := find_running_service(CLIENTS_FILE):
        print(f"Using the running service at {base_url}", flush=True)
        return _run_story(base_url)
    with _run_temporary_service(keep=keep) as base_url:
        return _run_story(base_url)


def find_running_service(clients_file: Path) -> str | None:
    """Return the base URL in the file of clients if the service of these clients runs there.

    The service of another checkout may by now use the same address.
    """
    try:
        content = json.loads(clients_file.read_text())
        base_url, clients = str(content["base_url"]), content["clients"]
        return base_url if is_ready(base_url) and _accepts_clients(base_url, clients) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _accepts_clients(base_url: str, clients: list[dict[str, str]]) -> bool:
    """Return whether the service accepts the secret of the first client that has one."""
    client = next((client for client in clients if client["auth_method"] == "client_secret_basic"), None)
    if client is None:
        return True
    response = create_direct_session().post(
        f"{base_url}/oauth/token",
        auth=(client["client_id"], client["client_secret"]),
        data={"grant_type": "client_credentials"},
        timeout=REQUEST_TIMEOUT_SECONDS,
    )
    return response.status_code != HTTPStatus.UNAUTHORIZED


@contextmanager
def _run_temporary_service(*, keep: bool) -> Iterator[str]:
    """Start a service and yield its base URL; stop it at the end of the block.

    With `keep` the service is left running, unless the block raised an exception.
    """
    print("Starting a service with an embedded database", flush=True)
    process, base_url = _start_server(keep=keep)
    left_running = False
    try:
        yield base_url
        left_running = keep
    finally:
        if not left_running:
            terminate_process(process, timeout_seconds=STOP_TIMEOUT_SECONDS)
    if left_running:
        print(f"The service still runs at {base_url}; to stop it: kill {process.pid}", flush=True)


def _start_server(*, keep: bool) -> tuple[subprocess.Popen[bytes], str]:
    """Start `script/server` in the background and return its process and base URL once it is ready.

    With `keep` the server goes on after this process ends. Raises StartupError if the server ends before it is ready.
    """
    read_fd, write_fd = os.pipe()
    with open(read_fd) as ready_pipe, LOG_FILE.open("wb") as log:
        process = start_child_process(
            [sys.executable, "-m", "services.embedded_postgres.serve", "--ready-fd", str(write_fd)],
            parent_death_signal=None if keep else signal.SIGTERM,
            env=os.environ | {"PORT": str(read_port(0))},
            cwd=ROOT,
            output=log,
            pass_fds=[write_fd],
        )
        os.close(write_fd)
        try:
            # The pipe is closed without content when the server could not start.
            if base_url := ready_pipe.read():
                return process, base_url
            raise _read_start_failure(process.wait())
        except BaseException:
            terminate_process(process, timeout_seconds=STOP_TIMEOUT_SECONDS)
            raise


def _read_start_failure(status: int) -> StartupError:
    """Return an error with the last line of the server's log and the exit status of the server."""
    lines = LOG_FILE.read_text(errors="replace").strip().splitlines()
    reason = lines[-1].removeprefix("script/server: ") if lines else "it gave no reason"
    message = f"the service does not start: {reason} (more in {LOG_FILE.relative_to(ROOT)})"
    return StartupError(message, status=status or 1)


def _run_story(base_url: str) -> int:
    """Run the story in a process of its own and return its exit status."""
    arguments = ["--base-url", base_url, "--clients", str(CLIENTS_FILE)]
    process = start_child_process([sys.executable, "-m", "services.sandbox.story", *arguments], cwd=ROOT)
    try:
        return process.wait()
    finally:
        terminate_process(process)


if __name__ == "__main__":
    sys.exit(main())
