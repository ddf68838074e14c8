"""PgBouncer, configured as docs/operation.md recommends for the setting TARIAN_PREPARED_STATEMENTS."""

from __future__ import annotations

import os
import re
import subprocess
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
from tests.support.databases import replace_port
from tests.support.required_programs import require_program

TIMEOUT_SECONDS = 20
# Needs no `ignore_startup_parameters` and no `server_reset_query`: the service sets everything per transaction.
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
max_client_conn = 200
server_login_retry = 1
query_wait_timeout = 10
{pool}
"""
TRANSACTION_MODE = """
pool_mode = transaction
default_pool_size = 6
"""
KEEPING_STATEMENTS = f"""{TRANSACTION_MODE}
max_prepared_statements = 500
"""
NOT_KEEPING_STATEMENTS = f"""{TRANSACTION_MODE}
max_prepared_statements = 0
"""
# A version that loses prepared statements in transaction mode keeps them in session mode.
SESSION_MODE = """
pool_mode = session
default_pool_size = 100
"""
FIRST_VERSION_KEEPING_STATEMENTS = (1, 21)


@contextmanager
def run_pgbouncer(url: str, *, loses_statements: bool = False) -> Iterator[str]:
    """Run PgBouncer in front of this database, and yield the URL of the pooled database for the same role.

    With `loses_statements` it is one in whose transaction mode prepared statements do not work.
    """
    program, parts = require_program("pgbouncer"), urlsplit(url)
    with processes.bind_listener(0) as listener:
        port = int(listener.getsockname()[1])
    account = get_server_account()
    with tempfile.TemporaryDirectory(prefix="bouncer-") as directory, (Path(directory) / "log").open("wb") as log:
        users, settings = Path(directory) / "users", Path(directory) / "settings"
        users.write_text(f'"{parts.username}" "{unquote(parts.password or "")}"\n')
        pool = _choose_pool(program, loses_statements=loses_statements)
        settings.write_text(SETTINGS.format(server_port=parts.port, port=port, users=users, pool=pool))
        # PgBouncer refuses to run as root; its own account owns the files, one of which holds a password.
        for path in (directory, users, settings):
            if account:
                account.take_ownership(path)
        process = start_child_process([program, settings], user=account, output=log)
        try:
            pooled_url = replace_port(url, port)
            _wait_until_ready(pooled_url, log.name)
            yield pooled_url
        finally:
            terminate_process(process)


def _choose_pool(program: Path, *, loses_statements: bool) -> str:
    """Return the settings of the pool: those in which the prepared statements of the service work, or do not."""
    if os.environ.get("TARIAN_PREPARED_STATEMENTS") == "off":
        return TRANSACTION_MODE
    output = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = map(int, re.findall(r"\d+", output)[:2])
    if (major, minor) >= FIRST_VERSION_KEEPING_STATEMENTS:
        return NOT_KEEPING_STATEMENTS if loses_statements else KEEPING_STATEMENTS
    return TRANSACTION_MODE if loses_statements else SESSION_MODE


def _wait_until_ready(url: str, log_path: str) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, Path(log_path).read_text()
            time.sleep(0.05)
