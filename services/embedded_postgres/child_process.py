"""Child processes that end with their parent and that can be terminated within a time limit."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from services.embedded_postgres.account import Account

# PR_SET_PDEATHSIG, see prctl(2).
SET_PARENT_DEATH_SIGNAL = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def start_child_process(
    command: Sequence[str | Path],
    *,
    parent_death_signal: signal.Signals | None = signal.SIGTERM,
    user: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | int | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that Ctrl-C reaches only the parent.

    Call it from the main thread: Linux treats the end of the calling thread as the end of the parent.

    Args:
        parent_death_signal: the signal that the child gets when its parent ends (on Linux); None lets it live on.
        user: the account that runs the command; None for the user of this process.
        env: all environment variables of the child; None for those of this process.
        output: where standard output and standard error go; None for those of this process.
        pass_fds: file descriptors that the child keeps open.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=env,
        cwd=cwd,
        pass_fds=pass_fds,
        start_new_session=True,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
        preexec_fn=_bind_to_parent(os.getpid(), parent_death_signal) if parent_death_signal else None,
    )


def _bind_to_parent(parent_pid: int, parent_death_signal: signal.Signals) -> Callable[[], None]:
    """Return a function that, run in the new child, makes the kernel send it the signal when the parent ends."""

    def bind() -> None:
        """Ask for the signal, and exit if the parent has ended already."""
        if _libc is not None:
            _libc.prctl(SET_PARENT_DEATH_SIGNAL, int(parent_death_signal))
        if os.getppid() != parent_pid:
            os._exit(1)

    return bind


def terminate_process(
    process: subprocess.Popen[bytes],
    stop_signal: signal.Signals = signal.SIGTERM,
    *,
    timeout_seconds: float = 20,
) -> None:
    """Send the signal, wait up to the timeout, then kill the process and its whole process group."""
    if process.poll() is None:
        process.send_signal(stop_signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout_seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
