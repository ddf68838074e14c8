"""The folder of one cluster: its data, passwords, log and lock."""

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

from services.embedded_postgres.account import Account, account
from services.embedded_postgres.errors import Unavailable

SYSTEM_PLACE = Path("/var/lib/tarian")
PROCESSES = Path("/proc")
LOGINS = ("superuser", "owner", "app", "auditor")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, as its own file of state tells."""

    pid: int
    port: int


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one cluster lies. As root only `data` belongs to another user, the account."""

    path: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """What the server had to say."""
        return self.path / "postgres.log"

    def open_log(self) -> IO[bytes]:
        """The log, to write at its end."""
        return open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def said_since(self, begin: int) -> list[str]:
        """The lines of the log after this place."""
        return self.log.read_bytes()[begin:].decode(errors="replace").splitlines()

    def last_port(self) -> int:
        """The port of the last server, or 0."""
        try:
            return int((self.path / "port").read_text())
        except (OSError, ValueError):
            return 0

    def remember_port(self, port: int) -> None:
        """The next server tries the same port first."""
        write_private(self.path / "port", str(port))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone in this home, among all processes."""
        with open(os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def passwords(self) -> dict[str, str]:
        """One per login, made on first use."""
        path = self.path / "passwords.json"
        if not path.exists():
            if self.data.exists():
                raise Unavailable(f"{path} is missing: put it back, or remove {self.path} to begin with no data")
            write_private(path, json.dumps({login: secrets.token_urlsafe(24) for login in LOGINS}))
        return dict(json.loads(path.read_text()))

    def server(self) -> Server | None:
        """The server that runs on this data now, whoever started it."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            found = Server(pid=int(lines[0]), port=int(lines[3]))
        except (OSError, ValueError, IndexError):
            return None
        return found if self._serves(found.pid) else None

    def forget_dead_server(self) -> None:
        """A state file outlives kill -9, and its number may by now belong to a process that has nothing to do with us.

        PostgreSQL would take that process for a server and refuse to start.
        """
        path = self.data / "postmaster.pid"
        try:
            pid = int(path.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        if not self._serves(pid):
            path.unlink()

    def _serves(self, pid: int) -> bool:
        try:
            if PROCESSES.exists():
                # A server works in its data folder.
                return os.path.samefile(PROCESSES / str(pid) / "cwd", self.data)
            os.kill(pid, 0)
        except OSError:
            return False
        return True


def home_of(folder: Path) -> Home:
    """The home of the cluster that belongs to a folder: the folder itself, or for root a place outside the checkout.

    The system user can enter /var/lib. It may not be let into the checkout, whose parents are not ours to open.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    user = account()
    if user is None:
        return Home(folder.resolve(), None)
    path = SYSTEM_PLACE / _name_of(folder.resolve())
    path.mkdir(parents=True, exist_ok=True)
    for passed in (SYSTEM_PLACE, path):
        passed.chmod(0o711)
    return Home(path, user)


def _name_of(folder: Path) -> str:
    """A hash of the path and of a token inside: a copied folder, or a new one at an old path, has its own data."""
    token = folder / "token"
    if not token.exists():
        write_private(token, secrets.token_hex(16))
    return hashlib.sha256(f"{folder}\n{token.read_text()}".encode()).hexdigest()[:20]


def write_private(path: Path, text: str) -> None:
    """A file for its owner's eyes only, which is either there in full or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    os.replace(draft, path)
