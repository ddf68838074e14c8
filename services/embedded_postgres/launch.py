"""From a data folder to a server that answers: a free port, the wait for recovery, and the ways this can go wrong."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

from services.embedded_postgres import programs
from services.embedded_postgres.child_process import end, spawn
from services.embedded_postgres.cluster_dir import Home, Server
from services.embedded_postgres.errors import Unavailable, complaint
from services.embedded_postgres.superuser import LOOPBACK, answers

# The recovery after a crash has been seen to take 40 seconds.
PATIENCE = 60.0
# Where the log says one of these, another attempt can help: the port was taken meanwhile, or a crash is not yet over.
PASSING = ("Address already in use", "is still in use", "already exists")

# No unix socket: its path has a short limit. No statements, parameters and keys in the log: they may be personal data.
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# What has been committed survives the death of the server, though not that of the machine.
CARELESS = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

Process = subprocess.Popen[bytes]


def server(home: Home, password: str, *, throwaway: bool) -> tuple[Server, Process | None]:
    """The server of this home, ready to answer, and its process if it had to be started."""
    launched = _Launch(home, throwaway)
    try:
        return launched.until_ready(password), launched.process
    except BaseException:
        if launched.process:
            end(launched.process, signal.SIGINT)
        raise


class _Launch:
    def __init__(self, home: Home, throwaway: bool) -> None:
        self.home = home
        self.throwaway = throwaway
        self.process: Process | None = None
        self.log_begin = 0

    def until_ready(self, password: str) -> Server:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = self.home.server()
            if found is None:
                self._keep_alive()
            elif answers(found.port, password):
                self.home.remember_port(found.port)
                return found
            time.sleep(0.02)
        raise Unavailable(f"the embedded database is not ready after {PATIENCE:.0f} seconds: see {self.home.log}")

    def _keep_alive(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            said = self.home.said_since(self.log_begin)
            if not any(passing in line for passing in PASSING for line in said):
                raise Unavailable(f"the embedded database does not start: {complaint(said)}")
            time.sleep(0.2)
        self.process = self._spawn()

    def _spawn(self) -> Process:
        self.home.forget_dead_server()
        settings = SETTINGS | {"port": str(_free_port(self.home.last_port()))} | (CARELESS if self.throwaway else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.home.open_log() as log:
            self.log_begin = log.tell()
            # SIGINT asks PostgreSQL for an orderly end that waits for nobody.
            return spawn(
                [programs.folder(self.home.account) / "postgres", "-D", self.home.data, *options],
                last_signal=signal.SIGINT,
                user=self.home.account,
                env=programs.ENVIRONMENT,
                cwd=self.home.path,
                output=log,
            )


def _free_port(preferred: int) -> int:
    """The preferred port if it is free: who was connected before a crash finds the server again."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Unavailable("there is no free port for the embedded database")
