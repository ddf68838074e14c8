"""`python -m services.embedded_postgres.serve`: run the service until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from services.embedded_postgres.errors import FAILED, Unavailable
from services.embedded_postgres.processes import ROOT, listener
from services.embedded_postgres.supervisor import Supervisor, supervised

VAR = ROOT / "var"
DEFAULT_PORT = 8000
LARGEST_PORT = 65535


class Stopped(Exception):
    """Somebody asked this process to end."""


def main() -> int:
    """0 after Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="script/server", description="The service, until Ctrl-C. PORT chooses the port."
    )
    parser.add_argument("--ready-fd", type=int, help="write the base URL here once the service is ready")
    ready_fd = parser.parse_args().ready_fd
    return in_one_line("script/server", lambda: _serve(ready_fd))


def in_one_line(command: str, work: Callable[[], int], *, stopped: int = 0) -> int:
    """The status of the work; when it cannot be done, one line and no traceback. A signal ends it in good order."""
    try:
        with stoppable():
            return work()
    except Stopped:
        return stopped
    except Unavailable as reason:
        print(f"{command}: {reason}", file=sys.stderr)
        return reason.status
    except OSError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return FAILED


@contextmanager
def stoppable() -> Iterator[None]:
    """The first signal raises Stopped; later ones do not disturb the cleaning up."""
    signals = [signal.SIGINT, signal.SIGTERM]
    # With nohup it is to outlive the terminal. An ignored SIGINT only means that a script started it.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)

    def stop(*_: Any) -> NoReturn:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    for number in signals:
        signal.signal(number, stop)
    yield


def _serve(ready_fd: int | None) -> int:
    with (
        alone_in(VAR),
        listener(chosen_port(DEFAULT_PORT)) as listening,
        supervised(VAR, listening, os.environ) as supervisor,
    ):
        _announce(supervisor)
        if ready_fd is not None:
            os.write(ready_fd, supervisor.base_url.encode())
            os.close(ready_fd)
        supervisor.watch()
    return 0


def chosen_port(default: int) -> int:
    """PORT, or the default."""
    text = os.environ.get("PORT") or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_PORT:
        raise Unavailable(f"PORT must be a number from 0 to {LARGEST_PORT}")
    return int(text)


@contextmanager
def alone_in(var: Path) -> Iterator[None]:
    """One service per checkout: two would share a database, keys and the file of clients."""
    var.mkdir(exist_ok=True)
    with open(var / "server.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Unavailable(f"the service already runs in this checkout, as process {lock.read().strip()}") from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def _announce(supervisor: Supervisor) -> None:
    lines = [
        f"Tarian answers at {supervisor.base_url}",
        f"  contract  {supervisor.base_url}/v1/openapi.json",
    ]
    if supervisor.process_environ.get("TARIAN_ENVIRONMENT") == "sandbox":
        lines.append(f"  clients   {VAR.relative_to(ROOT)}/sandbox-clients.json")
    lines.append(f"  stop      Ctrl-C, or kill {os.getpid()}")
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
