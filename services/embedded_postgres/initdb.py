"""A data folder, made on first use."""

from __future__ import annotations

import shutil
from pathlib import Path

from services.embedded_postgres import programs
from services.embedded_postgres.child_process import end, spawn
from services.embedded_postgres.cluster_dir import Home, write_private
from services.embedded_postgres.errors import Unavailable, complaint
from services.embedded_postgres.superuser import SUPERUSER

# The locale is PostgreSQL's own, hence the same on every machine and unharmed by an upgrade of its C library.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def ensure(home: Home, password: str, *, throwaway: bool) -> None:
    """A data folder, if there is none. It gets its name only when it is complete."""
    if home.data.exists():
        return
    draft = home.path / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file = home.path / "initdb.password"
    write_private(password_file, password)
    try:
        if home.account:
            home.account.take(draft)
            home.account.take(password_file)
        _initdb(home, draft, password_file, throwaway=throwaway)
    finally:
        password_file.unlink()
    draft.rename(home.data)


def _initdb(home: Home, data: Path, password_file: Path, *, throwaway: bool) -> None:
    command: list[str | Path] = [
        programs.folder(home.account) / "initdb",
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--no-instructions",
        *LOCALE,
        *(["--no-sync"] if throwaway else []),
    ]
    with home.open_log() as log:
        begin = log.tell()
        process = spawn(command, user=home.account, env=programs.ENVIRONMENT, cwd=home.path, output=log)
        try:
            status = process.wait()
        finally:
            end(process)
    if status != 0:
        raise Unavailable(
            f"the data folder of the embedded database cannot be made: {complaint(home.said_since(begin))}"
        )
