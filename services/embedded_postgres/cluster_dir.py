"""The directory of one cluster: its data, passwords, log and lock."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from services.embedded_postgres.account import Account, get_server_account
from services.embedded_postgres.errors import StartupError

SYSTEM_DIRECTORY = Path("/var/lib/tarian")
PROC_DIRECTORY = Path("/proc")
PASSWORD_NAMES = ("superuser", "owner", "app", "auditor", "operator")


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Process id and port of a running server, from its file postmaster.pid."""

    pid: int
    port: int


@dataclass(frozen=True, slots=True)
class ClusterDirectory:
    """The directory that holds the files of one cluster.

    `account` is the system user that owns the data directory when this process is root, otherwise None.
    """

    path: Path
    account: Account | None

    @property
    def data_directory(self) -> Path:
        """The data directory of PostgreSQL."""
        return self.path / "data"

    @property
    def log_file(self) -> Path:
        """The file with the output of initdb and of the server."""
        return self.path / "postgres.log"

    def open_log(self) -> IO[bytes]:
        """Open the log file for appending; only its owner may read it."""
        return open(os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def read_log_lines(self, offset: int) -> list[str]:
        """Return the lines of the log file from a byte offset to its end."""
        return self.log_file.read_bytes()[offset:].decode(errors="replace").splitlines()

    def load_last_port(self) -> int:
        """Return the port of the last server, or 0 if there was none."""
        try:
            return int((self.path / "port").read_text())
        except (OSError, ValueError):
            return 0

    def save_last_port(self, port: int) -> None:
        """Store the port that the next server should try first."""
        write_private_file(self.path / "port", str(port))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the exclusive lock of this directory among all processes; wait for it if necessary."""
        with open(os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock_file:
            fcntl.flock(lock_file, fcntl.LOCK_EX)
            yield

    def load_passwords(self) -> dict[str, str]:
        """Return the password of each login in PASSWORD_NAMES; missing ones are created at random.

        Raises:
            StartupError: there is a data directory, but its passwords are missing.
        """
        path = self.path / "passwords.json"
        if not path.exists() and self.data_directory.exists():
            raise StartupError(f"{path} is missing: put it back, or remove {self.path} to begin with no data")
        passwords = dict(json.loads(path.read_text())) if path.exists() else {}
        if missing := set(PASSWORD_NAMES) - set(passwords):
            passwords |= {name: secrets.token_urlsafe(24) for name in missing}
            write_private_file(path, json.dumps(passwords))
        return passwords

    def find_running_server(self) -> RunningServer | None:
        """Return the server that now runs on the data directory, whichever process started it."""
        try:
            lines = (self.data_directory / "postmaster.pid").read_text().splitlines()
            server = RunningServer(pid=int(lines[0]), port=int(lines[3]))
        except (OSError, ValueError, IndexError):
            return None
        return server if self._is_server_process(server.pid) else None

    def remove_stale_pid_file(self) -> None:
        """Remove postmaster.pid if the process that it names is not a server on this data directory.

        The file remains after kill -9, and another program may get the same process id. PostgreSQL would take that
        program for a server and refuse to start.
        """
        path = self.data_directory / "postmaster.pid"
        try:
            pid = int(path.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        if not self._is_server_process(pid):
            path.unlink()

    def _is_server_process(self, pid: int) -> bool:
        """Return whether the process runs and, where /proc exists, works in the data directory as a server does."""
        try:
            if PROC_DIRECTORY.exists():
                return os.path.samefile(PROC_DIRECTORY / str(pid) / "cwd", self.data_directory)
            os.kill(pid, 0)
        except OSError:
            return False
        return True


def open_cluster_directory(folder: Path) -> ClusterDirectory:
    """Return the cluster directory that belongs to a folder, creating it if necessary.

    It is the folder itself. For root it is a directory in /var/lib/tarian instead, because the system user that runs
    PostgreSQL may have no permission to enter the checkout.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    account = get_server_account()
    if account is None:
        return ClusterDirectory(folder.resolve(), None)
    path = SYSTEM_DIRECTORY / _derive_directory_name(folder.resolve())
    path.mkdir(parents=True, exist_ok=True)
    for directory in (SYSTEM_DIRECTORY, path):
        directory.chmod(0o711)
    return ClusterDirectory(path, account)


def _derive_directory_name(folder: Path) -> str:
    """Return a hash of the path and of a random token in the folder.

    A copied folder, or a new folder at an old path, thus gets data of its own.
    """
    token = folder / "token"
    if not token.exists():
        write_private_file(token, secrets.token_hex(16))
    return hashlib.sha256(f"{folder}\n{token.read_text()}".encode()).hexdigest()[:20]


def write_private_file(path: Path, text: str) -> None:
    """Write a file atomically that only its owner may read."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    os.replace(draft, path)
