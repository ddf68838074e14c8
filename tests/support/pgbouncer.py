"""PgBouncer in transaction mode, as the README tells operators to set it up."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from services.embedded_postgres import processes
from services.embedded_postgres.account import get_server_account
from services.embedded_postgres.child_process import start_child_process, terminate_process
from tests.support.fault_proxy import replace_port
from tests.support.required_programs import require_program

TIMEOUT_SECONDS = 20
# No `ignore_startup_parameters` and no `server_reset_query`: the service says all that it wants in each transaction.
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
max_client_conn = 200
default_pool_size = 6
server_login_retry = 1
query_wait_timeout = 10
"""


@contextmanager
def run_pgbouncer(url: str) -> Iterator[str]:
    """The same address by way of a pooler, for the role that it names, until the end of the block."""
    program, parts = require_program("pgbouncer"), urlsplit(url)
    with processes.bind_listener(0) as listening:
        port = int(listening.getsockname()[1])
    user = get_server_account()
    with tempfile.TemporaryDirectory(prefix="bouncer-") as folder, (Path(folder) / "log").open("wb") as log:
        users, settings = Path(folder) / "users", Path(folder) / "settings"
        users.write_text(f'"{parts.username}" "{unquote(parts.password or "")}"\n')
        settings.write_text(SETTINGS.format(server_port=parts.port, port=port, users=users))
        # As root it refuses to run, like PostgreSQL; and the password is for nobody else to read.
        for path in (folder, users, settings):
            if user:
                user.take_ownership(path)
        started = start_child_process([program, settings], user=user, output=log)
        try:
            _wait_until_ready(replace_port(url, port), log.name)
            yield replace_port(url, port)
        finally:
            terminate_process(started)


def _wait_until_ready(url: str, log: str) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, Path(log).read_text()
            time.sleep(0.05)
