"""Start a cluster, or find it running; hand out addresses in it; stop it."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import psycopg

from services.embedded_postgres import initdb, launch, roles, superuser
from services.embedded_postgres.child_process import end
from services.embedded_postgres.cluster_dir import Home, Server, home_of
from services.embedded_postgres.errors import Unavailable

Role = Literal["app", "owner", "auditor"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL. `process` is None when somebody else started it, who will also stop it."""

    home: Home
    server: Server
    process: subprocess.Popen[bytes] | None
    throwaway: bool
    _passwords: Mapping[str, str] = field(repr=False)

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self.server.pid

    def url(self, role: Role = "app", database: str = roles.DATABASE) -> str:
        """The address with the password of a role; never the superuser's."""
        return f"postgresql://{roles.LOGINS[role]}:{self._passwords[role]}@{superuser.LOOPBACK}:{self.server.port}/{database}"

    def create_database(self, name: str, template: str | None = None) -> None:
        """A database of the owner, empty or a copy of another that nobody is connected to."""
        with self._superuser() as connection:
            roles.create_database(connection, name, template or "template1")
            roles.close_to_others(connection, name)

    def drop_database(self, name: str) -> None:
        """The database is gone, whoever was connected."""
        with self._superuser() as connection:
            roles.drop_database(connection, name)

    def running(self) -> bool:
        """Whether this server, not a later one on the same data, still runs."""
        return (self.process is None or self.process.poll() is None) and self.home.server() == self.server

    def stop(self) -> None:
        """The server is gone, if this process started it; with all data, if that was to be thrown away."""
        if self.process is None:
            return
        # SIGINT: running transactions are rolled back. SIGQUIT: no time is spent on data that nobody will read.
        end(self.process, signal.SIGQUIT if self.throwaway else signal.SIGINT, patience=30)
        if self.throwaway:
            shutil.rmtree(self.home.path, ignore_errors=True)

    @contextmanager
    def _superuser(self) -> Iterator[roles.Connected]:
        with superuser.connect(self.server.port, self._passwords["superuser"]) as connection:
            yield connection


def start(folder: Path, *, throwaway: bool = False) -> Cluster:
    """The cluster of a folder: made on first use, found if it runs already, else started and recovered.

    A throw-away cluster risks its data for speed and loses it with `stop()`. It ends with this process at the latest.
    """
    try:
        home = home_of(folder)
        with home.locked():
            passwords = home.passwords()
            initdb.ensure(home, passwords["superuser"], throwaway=throwaway)
            server, process = launch.server(home, passwords["superuser"], throwaway=throwaway)
            cluster = Cluster(home, server, process, throwaway, passwords)
            _set_up(cluster)
            return cluster
    except OSError as error:
        raise Unavailable(f"the embedded database cannot be started: {error}") from error


def _set_up(cluster: Cluster) -> None:
    try:
        with cluster._superuser() as connection:
            roles.prepare(connection, cluster._passwords)
            if not roles.has_database(connection, roles.DATABASE):
                roles.create_database(connection, roles.DATABASE, "template1")
            roles.close_to_others(connection, roles.DATABASE)
    except psycopg.Error as error:
        cluster.stop()
        raise Unavailable(f"the embedded database cannot be set up: {superuser.first_line(error)}") from error
