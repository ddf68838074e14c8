"""Measure processor time and memory of processes; only on Linux."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import NamedTuple

PROC_DIRECTORY = Path("/proc")
NANOSECONDS_PER_MILLISECOND = 1_000_000
KIBIBYTES_PER_MEBIBYTE = 1024
SMAPS_LINE = re.compile(r"^(\w+): +(\d+) kB$", re.MULTILINE)


class Memory(NamedTuple):
    """The memory of a typical one of several processes, in MiB.

    `proportional` shares out the pages that several processes have (PSS); `private` leaves them out.
    """

    proportional: float
    private: float


def measure_milliseconds(root_pids: Iterable[int]) -> float | None:
    """Return the time that these processes and their living descendants have used; None if the system has no /proc."""
    if not (PROC_DIRECTORY / "self" / "schedstat").exists():
        return None
    pids = set(_read_parents(set(root_pids)))
    return sum(_read_nanoseconds(pid) for pid in pids) / NANOSECONDS_PER_MILLISECOND


def list_leaves(root_pid: int) -> list[int]:
    """Return the descendants of a process that have no children, such as the workers of a web server."""
    parents = _read_parents({root_pid})
    return [pid for pid in parents if pid not in parents.values()]


def measure_memory(pids: Iterable[int]) -> Memory | None:
    """Return the median memory of these processes; None if none of them can be read."""
    usages = [usage for pid in pids if (usage := _read_memory(pid))]
    if not usages:
        return None
    return Memory(*(round(median(values), 1) for values in zip(*usages, strict=True)))


def _read_parents(pids: set[int]) -> dict[int, int]:
    """Return these processes and all their descendants, with their parents."""
    parents = {int(path.name): _read_parent(path) for path in PROC_DIRECTORY.iterdir() if path.name.isdigit()}
    while children := {pid for pid, parent in parents.items() if parent in pids} - pids:
        pids = pids | children
    return {pid: parents.get(pid, 0) for pid in pids}


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


def _read_memory(pid: int) -> Memory | None:
    """Return the memory of a process; None if it has ended or belongs to somebody else."""
    try:
        kibibytes = dict(SMAPS_LINE.findall((PROC_DIRECTORY / str(pid) / "smaps_rollup").read_text()))
    except OSError:
        return None
    private = int(kibibytes["Private_Clean"]) + int(kibibytes["Private_Dirty"])
    return Memory(int(kibibytes["Pss"]) / KIBIBYTES_PER_MEBIBYTE, private / KIBIBYTES_PER_MEBIBYTE)
