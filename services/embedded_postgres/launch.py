"""Start the server of a cluster directory: choose a free port, wait for recovery, retry after passing errors."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

from services.embedded_postgres import programs
from services.embedded_postgres.child_process import start_child_process, terminate_process
from services.embedded_postgres.cluster_dir import ClusterDirectory, RunningServer
from services.embedded_postgres.errors import StartupError, find_error_line
from services.embedded_postgres.superuser import LOOPBACK, accepts_connections

# Recovery after a crash has been seen to take 40 seconds.
READY_TIMEOUT_SECONDS = 60.0
POLL_SECONDS = 0.02
RETRY_DELAY_SECONDS = 0.2
# With one of these in the log another attempt can succeed: the port was taken meanwhile, or the crashed server's
# processes have not all ended yet.
TRANSIENT_ERRORS = ("Address already in use", "is still in use", "already exists")

# No unix socket, because its path has a short limit. No statements and parameters in the log, because they can hold
# personal data and keys.
SERVER_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Committed data survives a crash of the server, but not one of the machine. The WAL level stays as it is: with the
# minimal one, and without fsync, a crash leaves unlogged tables with damaged indexes.
THROWAWAY_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
}

Process = subprocess.Popen[bytes]


def find_or_start_server(
    directory: ClusterDirectory, password: str, *, throwaway: bool
) -> tuple[RunningServer, Process | None]:
    """Return the server of this directory, ready for connections, and its process if this call started it.

    Args:
        password: the password of the superuser.
        throwaway: start the server without durability.

    Raises:
        StartupError: the server does not start, or is not ready within READY_TIMEOUT_SECONDS.
    """
    launcher = _ServerLauncher(directory, throwaway)
    try:
        return launcher.wait_until_ready(password), launcher.process
    except BaseException:
        if launcher.process:
            terminate_process(launcher.process, signal.SIGINT)
        raise


class _ServerLauncher:
    """Starts the server process, again where an error may pass, until the server accepts connections."""

    def __init__(self, directory: ClusterDirectory, throwaway: bool) -> None:
        self.directory = directory
        self.throwaway = throwaway
        self.process: Process | None = None
        self.log_offset = 0

    def wait_until_ready(self, password: str) -> RunningServer:
        """Return the server when it accepts connections, starting it if none runs."""
        deadline = time.monotonic() + READY_TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            server = self.directory.find_running_server()
            if server is None:
                self._start_unless_starting()
            elif accepts_connections(server.port, password):
                self.directory.save_last_port(server.port)
                return server
            time.sleep(POLL_SECONDS)
        waited = f"{READY_TIMEOUT_SECONDS:.0f} seconds"
        raise StartupError(f"the embedded database is not ready after {waited}: see {self.directory.log_file}")

    def _start_unless_starting(self) -> None:
        """Start a process unless one still runs; raise StartupError when the last one failed for good."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            log_lines = self.directory.read_log_lines(self.log_offset)
            if not any(error in line for error in TRANSIENT_ERRORS for line in log_lines):
                raise StartupError(f"the embedded database does not start: {find_error_line(log_lines)}")
            time.sleep(RETRY_DELAY_SECONDS)
        self.process = self._start_process()

    def _start_process(self) -> Process:
        """Start postgres on a free port and remember where its output begins in the log."""
        self.directory.remove_stale_pid_file()
        settings = SERVER_SETTINGS | {"port": str(_find_free_port(self.directory.load_last_port()))}
        if self.throwaway:
            settings |= THROWAWAY_SETTINGS
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.directory.open_log() as log:
            self.log_offset = log.tell()
            return start_child_process(
                [
                    programs.get_bin_directory(self.directory.account) / "postgres",
                    "-D",
                    self.directory.data_directory,
                    *options,
                ],
                # SIGINT is a fast shutdown: PostgreSQL ends connections instead of waiting for them.
                parent_death_signal=signal.SIGINT,
                user=self.directory.account,
                env=programs.ENVIRONMENT,
                cwd=self.directory.path,
                output=log,
            )


def _find_free_port(preferred: int) -> int:
    """Return the preferred port if it is free, else any free one.

    With the same port, clients that were connected before a crash find the server again.
    """
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise StartupError("there is no free port for the embedded database")
