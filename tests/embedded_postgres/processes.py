"""Inspect processes by way of /proc."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

TIMEOUT_SECONDS = 60
POLL_SECONDS = 0.05
# A word in the command line of each process that a supervisor starts.
SERVICE_PROCESSES = ("postgres", "gunicorn", "-m worker")


def is_alive(pid: int) -> bool:
    """Return whether the process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def find_service_processes(supervisor_pid: int) -> dict[str, int]:
    """Return the process ids of a supervisor's children, by their name in SERVICE_PROCESSES."""
    pids: dict[str, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent_pid = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().decode().replace("\0", " ")
        except OSError:
            continue
        if parent_pid == supervisor_pid:
            pids |= {name: int(folder.name) for name in SERVICE_PROCESSES if name in command}
    return pids


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until the condition is true; fail after TIMEOUT_SECONDS."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "the condition did not become true"
        time.sleep(POLL_SECONDS)
