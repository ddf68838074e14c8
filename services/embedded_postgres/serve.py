"""`python -m services.embedded_postgres.serve`: run the service until Ctrl-C or SIGTERM."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from services.core.settings import PRIVILEGED_VARIABLES
from services.embedded_postgres.environment import drop_privileged
from services.embedded_postgres.errors import EXIT_FAILURE, StartupError
from services.embedded_postgres.processes import ROOT, bind_listener
from services.embedded_postgres.supervisor import Supervisor, supervise

VAR = ROOT / "var"
DEFAULT_PORT = 8000
MAX_PORT = 65535


class StopRequested(Exception):
    """A signal asked this process to stop."""


def main() -> int:
    """Parse the command line, run the service, and return the exit status: 0 after Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="script/server", description="Run the service until Ctrl-C. PORT chooses the port."
    )
    parser.add_argument("--ready-fd", type=int, help="write the base URL here once the service is ready")
    parser.add_argument("--privileged-fd", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    environ = os.environ | _take_privileged_variables(options.privileged_fd)
    return run_command("script/server", lambda: _serve(options.ready_fd, environ))


def _take_privileged_variables(privileged_fd: int | None) -> dict[str, str]:
    """Return the variables with the rights of the owner and of operators, which are not in this process's environment.

    Where they are, replace this process by one that gets them through a pipe: the environment with which a process
    started stays readable in /proc as long as it lives.
    """
    if privileged_fd is not None:
        with open(privileged_fd) as pipe:
            return dict(json.load(pipe))
    privileged = {name: value for name, value in os.environ.items() if name in PRIVILEGED_VARIABLES}
    if privileged:
        _restart_without(privileged)
    return {}


def _restart_without(privileged: Mapping[str, str]) -> NoReturn:
    """Replace this process by one without these variables in its environment, which reads them from a pipe."""
    read_fd, write_fd = os.pipe()
    os.set_inheritable(read_fd, True)
    with open(write_fd, "w") as pipe:
        json.dump(privileged, pipe)
    command = [sys.executable, "-m", "services.embedded_postgres.serve", *sys.argv[1:], f"--privileged-fd={read_fd}"]
    os.execve(sys.executable, command, drop_privileged(os.environ))  # noqa: S606


def run_command(name: str, work: Callable[[], int], *, stopped_status: int = 0) -> int:
    """Run the work of a command and return its exit status; print an error as one line, without a traceback.

    Args:
        name: the command, as it begins the line of an error.
        stopped_status: the exit status after a stop signal, which ends the work by an exception.
    """
    try:
        with raise_on_stop_signal():
            return work()
    except StopRequested:
        return stopped_status
    except StartupError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return error.status
    except OSError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return EXIT_FAILURE


@contextmanager
def raise_on_stop_signal() -> Iterator[None]:
    """Raise StopRequested at the first SIGINT, SIGTERM or SIGHUP; ignore later ones, so that cleaning up can finish."""
    signals = [signal.SIGINT, signal.SIGTERM]
    # nohup ignores SIGHUP. An ignored SIGINT only means that a script started this process in the background.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signals.append(signal.SIGHUP)

    def stop(*_: object) -> NoReturn:
        """Handle a signal: ignore further ones and raise StopRequested."""
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise StopRequested

    for number in signals:
        signal.signal(number, stop)
    yield


def _serve(ready_fd: int | None, environ: Mapping[str, str]) -> int:
    """Run the service with these variables until a signal. Write its base URL to `ready_fd` when it is ready."""
    with (
        lock_checkout(VAR),
        bind_listener(read_port(DEFAULT_PORT)) as listener,
        supervise(VAR, listener, environ) as supervisor,
    ):
        _print_addresses(supervisor)
        if ready_fd is not None:
            os.write(ready_fd, supervisor.base_url.encode())
            os.close(ready_fd)
        supervisor.watch()
    return 0


def read_port(default: int) -> int:
    """Return the environment variable PORT as a number, or the default if it is not set.

    Raises:
        StartupError: PORT is not a port number.
    """
    text = os.environ.get("PORT") or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > MAX_PORT:
        raise StartupError(f"PORT must be a number from 0 to {MAX_PORT}")
    return int(text)


@contextmanager
def lock_checkout(var: Path) -> Iterator[None]:
    """Hold the lock of the service in this checkout: two would share a database, keys and the file of clients.

    Raises:
        StartupError: another process holds the lock.
    """
    var.mkdir(exist_ok=True)
    with open(var / "server.lock", "a+") as lock_file:
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock_file.seek(0)
            pid = lock_file.read().strip()
            raise StartupError(f"the service already runs in this checkout, as process {pid}") from None
        lock_file.truncate(0)
        lock_file.write(f"{os.getpid()}\n")
        lock_file.flush()
        yield


def _print_addresses(supervisor: Supervisor) -> None:
    """Print where the service and its contract are, the file of sandbox clients, and how to stop it."""
    lines = [
        f"Tarian runs at {supervisor.base_url}",
        f"  contract  {supervisor.base_url}/v1/openapi.json",
    ]
    if supervisor.process_environ.get("TARIAN_ENVIRONMENT") == "sandbox":
        lines.append(f"  clients   {VAR.relative_to(ROOT)}/sandbox-clients.json")
    lines.append(f"  stop      Ctrl-C, or kill {os.getpid()}")
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
