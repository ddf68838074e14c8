"""Start a PostgreSQL cluster or find it running, give out its connection URLs, and stop it."""

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
from services.embedded_postgres.child_process import terminate_process
from services.embedded_postgres.cluster_dir import ClusterDirectory, RunningServer, open_cluster_directory
from services.embedded_postgres.errors import StartupError

LoginRole = Literal["app", "owner", "auditor", "operator"]
STOP_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL cluster. `process` is None when another process started the server and will stop it."""

    directory: ClusterDirectory
    server: RunningServer
    process: subprocess.Popen[bytes] | None
    throwaway: bool
    _passwords: Mapping[str, str] = field(repr=False)

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self.server.pid

    def url(self, role: LoginRole = "app", database: str = roles.DATABASE_NAME) -> str:
        """Return the connection URL, with password, of a role in a database."""
        login = f"{roles.LOGIN_ROLES[role]}:{self._passwords[role]}"
        return f"postgresql://{login}@{superuser.LOOPBACK}:{self.server.port}/{database}"

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database owned by the owner role: empty, or a copy of a template to which nobody is connected."""
        with self._connect_as_superuser() as connection:
            roles.create_database(connection, name, template or "template1")
            roles.restrict_connections(connection, name)

    def drop_database(self, name: str) -> None:
        """Drop a database and end its connections."""
        with self._connect_as_superuser() as connection:
            roles.drop_database(connection, name)

    def is_running(self) -> bool:
        """Return whether this server still runs; a later server on the same data directory does not count."""
        process_runs = self.process is None or self.process.poll() is None
        return process_runs and self.directory.find_running_server() == self.server

    def stop(self) -> None:
        """Stop the server if this process started it, and delete the data of a throw-away cluster."""
        if self.process is None:
            return
        # SIGINT is a fast shutdown, which rolls back; SIGQUIT is an immediate one, which writes nothing to disk.
        stop_signal = signal.SIGQUIT if self.throwaway else signal.SIGINT
        terminate_process(self.process, stop_signal, timeout_seconds=STOP_TIMEOUT_SECONDS)
        if self.throwaway:
            shutil.rmtree(self.directory.path, ignore_errors=True)

    @contextmanager
    def _connect_as_superuser(self) -> Iterator[roles.SuperuserConnection]:
        """Yield a superuser connection that commits each statement."""
        with superuser.connect(self.server.port, self._passwords["superuser"]) as connection:
            yield connection


def start_cluster(folder: Path, *, throwaway: bool = False) -> Cluster:
    """Return the running cluster of a folder: create it on first use, start it or recover it where necessary.

    Args:
        folder: identifies the cluster; as root its data lies elsewhere, see `open_cluster_directory`.
        throwaway: trade durability for speed and delete all data in `stop()`.

    Raises:
        StartupError: the cluster cannot be created or started. A server that this call started is stopped again.
    """
    try:
        directory = open_cluster_directory(folder)
        with directory.lock():
            passwords = directory.load_passwords()
            initdb.ensure_data_directory(directory, passwords["superuser"], throwaway=throwaway)
            server, process = launch.find_or_start_server(directory, passwords["superuser"], throwaway=throwaway)
            cluster = Cluster(directory, server, process, throwaway, passwords)
            _create_roles_and_database(cluster)
            return cluster
    except OSError as error:
        raise StartupError(f"the embedded database cannot be started: {error}") from error


def _create_roles_and_database(cluster: Cluster) -> None:
    """Create whatever is missing of the roles and the default database; on an error stop the cluster."""
    try:
        with cluster._connect_as_superuser() as connection:
            roles.create_roles(connection, cluster._passwords)
            if not roles.database_exists(connection, roles.DATABASE_NAME):
                roles.create_database(connection, roles.DATABASE_NAME, "template1")
            roles.restrict_connections(connection, roles.DATABASE_NAME)
    except psycopg.Error as error:
        cluster.stop()
        raise StartupError(f"the embedded database cannot be set up: {superuser.summarize_error(error)}") from error
