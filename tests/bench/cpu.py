"""Measure the processor time of processes and their descendants; only on Linux."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PROC_DIRECTORY = Path("/proc")
NANOSECONDS_PER_MILLISECOND = 1_000_000


def measure_milliseconds(root_pids: Iterable[int]) -> float | None:
    """Return the time that these processes and their living descendants have used; None if the system has no /proc."""
    if not (PROC_DIRECTORY / "self" / "schedstat").exists():
        return None
    return sum(_read_nanoseconds(pid) for pid in _with_descendants(set(root_pids))) / NANOSECONDS_PER_MILLISECOND


def _with_descendants(pids: set[int]) -> set[int]:
    """Return the processes with all their descendants."""
    parents = {int(path.name): _read_parent(path) for path in PROC_DIRECTORY.iterdir() if path.name.isdigit()}
    while children := {pid for pid, parent in parents.items() if parent in pids} - pids:
        pids |= children
    return pids


def _read_parent(process: Path) -> int:
    """Return the parent's process id, or 0 if the process has ended."""
    try:
        # The second field, the name in parentheses, may itself contain spaces and parentheses.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _read_nanoseconds(pid: int) -> int:
    """Return the processor time of all threads of a process."""
    nanoseconds = 0
    for thread in (PROC_DIRECTORY / str(pid) / "task").glob("*/schedstat"):
        try:
            nanoseconds += int(thread.read_text().split()[0])
        except OSError:
            continue
    return nanoseconds
