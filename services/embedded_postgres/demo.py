"""`python -m services.embedded_postgres.demo [--keep]`: play the story against a running or a newly started service."""

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

from services.embedded_postgres.child_process import end, spawn
from services.embedded_postgres.environment import names_database
from services.embedded_postgres.errors import Unavailable
from services.embedded_postgres.processes import ROOT, direct, is_ready
from services.embedded_postgres.serve import VAR, chosen_port, in_one_line

CLIENTS = VAR / "sandbox-clients.json"
LOG = VAR / "server.log"
INTERRUPTED = 130
PATIENCE = 60.0


def main() -> int:
    """The status of the story."""
    parser = argparse.ArgumentParser(prog="script/demo", description="Plays the story of one report, there and back.")
    parser.add_argument("--keep", action="store_true", help="leave the service up")
    keep = parser.parse_args().keep
    return in_one_line("script/demo", lambda: _demo(keep=keep), stopped=INTERRUPTED)


def _demo(*, keep: bool) -> int:
    if names_database(os.environ) and os.environ.get("TARIAN_ENVIRONMENT") != "sandbox":
        raise Unavailable(
            "the story is played in a sandbox only: unset DATABASE_URL, or set TARIAN_ENVIRONMENT=sandbox"
        )
    if running := already_running(CLIENTS):
        print(f"Playing on the service at {running}", flush=True)
        return _play(running)
    with _service(keep=keep) as base_url:
        return _play(base_url)


def already_running(file: Path) -> str | None:
    """Where the service of these clients answers, if it does. Another checkout's may have its address by now."""
    try:
        written = json.loads(file.read_text())
        base_url, clients = str(written["base_url"]), written["clients"]
        return base_url if is_ready(base_url) and _knows(base_url, clients) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _knows(base_url: str, clients: list[dict[str, str]]) -> bool:
    client = next((client for client in clients if client["auth_method"] == "client_secret_basic"), None)
    if client is None:
        return True
    asked = direct().post(
        f"{base_url}/oauth/token",
        auth=(client["client_id"], client["client_secret"]),
        data={"grant_type": "client_credentials"},
        timeout=10,
    )
    return asked.status_code != HTTPStatus.UNAUTHORIZED


@contextmanager
def _service(*, keep: bool) -> Iterator[str]:
    """A service of its own, stopped after the story unless it is to stay and the story came to its end."""
    print("Starting the service on a database of its own", flush=True)
    process, base_url = _start_server(keep=keep)
    stays = False
    try:
        yield base_url
        stays = keep
    finally:
        if not stays:
            end(process, patience=PATIENCE)
    if stays:
        print(f"The service stays up at {base_url}; to stop it: kill {process.pid}", flush=True)


def _start_server(*, keep: bool) -> tuple[subprocess.Popen[bytes], str]:
    reading, writing = os.pipe()
    with open(reading) as ready, LOG.open("wb") as log:
        process = spawn(
            [sys.executable, "-m", "services.embedded_postgres.serve", "--ready-fd", str(writing)],
            last_signal=None if keep else signal.SIGTERM,
            env=os.environ | {"PORT": str(chosen_port(0))},
            cwd=ROOT,
            output=log,
            pass_fds=[writing],
        )
        os.close(writing)
        try:
            # Nothing but the end of file when the server gave up.
            if base_url := ready.read():
                return process, base_url
            raise _why(process.wait())
        except BaseException:
            end(process, patience=PATIENCE)
            raise


def _why(status: int) -> Unavailable:
    lines = LOG.read_text(errors="replace").strip().splitlines()
    reason = lines[-1].removeprefix("script/server: ") if lines else "it gave no reason"
    return Unavailable(f"the service does not start: {reason} (more in {LOG.relative_to(ROOT)})", status=status or 1)


def _play(base_url: str) -> int:
    arguments = ["--base-url", base_url, "--clients", str(CLIENTS)]
    story = spawn([sys.executable, "-m", "services.sandbox.story", *arguments], cwd=ROOT)
    try:
        return story.wait()
    finally:
        end(story)


if __name__ == "__main__":
    sys.exit(main())
