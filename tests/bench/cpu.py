"""Processor time of processes and everything below them, from Linux; elsewhere it is not told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PROCESSES = Path("/proc")
NANOSECONDS = 1_000_000


def milliseconds(roots: Iterable[int]) -> float | None:
    """What these processes and their living descendants have used so far; None where the system does not tell."""
    if not (PROCESSES / "self" / "schedstat").exists():
        return None
    return sum(_used(pid) for pid in _descendants(set(roots))) / NANOSECONDS


def _descendants(found: set[int]) -> set[int]:
    parents = {int(path.name): _parent(path) for path in PROCESSES.iterdir() if path.name.isdigit()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parent(process: Path) -> int:
    try:
        # The name, in brackets, may hold anything.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _used(pid: int) -> int:
    used = 0
    for thread in (PROCESSES / str(pid) / "task").glob("*/schedstat"):
        try:
            used += int(thread.read_text().split()[0])
        except OSError:
            continue
    return used
