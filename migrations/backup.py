"""Backup and restore by the owner of the tables, whom forced row-level security binds too.

pg_dump refuses such tables, or with --enable-row-security writes the rows that policies show. The policies of
tarian_migrator show the owner all rows; this is checked first, so that a backup is complete or fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.programs import get_bin_directory

SELECT_HIDDEN_TABLES = """
select c.relname from pg_class c
where c.relrowsecurity and c.relnamespace = 'public'::regnamespace and (
  exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
  or not exists (
    select from pg_policy p join unnest(p.polroles) as role on pg_has_role(current_user, role, 'usage')
    where p.polrelid = c.oid and p.polcmd in ('*', 'r') and pg_get_expr(p.polqual, p.polrelid) = 'true'))
"""
# The functions of this role can be restored only while it may create some.
LET_DEFINER_CREATE = "grant create on schema public to tarian_definer"
LET_DEFINER_CREATE_NO_MORE = "revoke create on schema public from tarian_definer"


class BackupError(Exception):
    """The backup or the restoration failed; the message is one line."""


def write_backup(url: str, path: Path) -> None:
    """Write all rows of the database to a file that only its owner may read. Raises BackupError.

    `url` is the one of the owner.
    """
    with psycopg.connect(_to_libpq(url)) as connection:
        if hidden := [name for (name,) in connection.execute(SELECT_HIDDEN_TABLES)]:
            raise BackupError(f"row-level security hides rows of {', '.join(hidden)} from the owner")
    draft = path.with_name(f"{path.name}.incomplete")
    with suppress(FileNotFoundError):
        draft.unlink()
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _run("pg_dump", url, "--format=custom", "--enable-row-security", f"--file={draft}")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def restore_backup(url: str, path: Path) -> None:
    """Restore a backup into an empty database of a server that has the roles; all of it or nothing. Raises BackupError.

    `url` is the one of the owner, under the same name as in the database that was saved.
    """
    with psycopg.connect(_to_libpq(url), autocommit=True) as connection:
        connection.execute(LET_DEFINER_CREATE)
        try:
            _run("pg_restore", url, "--single-transaction", "--exit-on-error", "--enable-row-security", str(path))
        finally:
            connection.execute(LET_DEFINER_CREATE_NO_MORE)


def _run(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database; the password is not in its arguments. Raises BackupError."""
    address = make_url(url)
    environ = os.environ | {"PGPASSWORD": address.password or os.environ.get("PGPASSWORD", "")}
    database = _to_libpq(address._replace(password=None).render_as_string())
    command = [str(_find_program(program)), "--no-password", f"--dbname={database}", *arguments]
    result = subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode != 0:
        lines = result.stderr.strip().splitlines() or ["no reason given"]
        raise BackupError(next((line for line in lines if "error:" in line), lines[0]))


def _find_program(name: str) -> Path:
    """Return the program of the installed wheel, or else of the system, which must be as new as the server."""
    with suppress(StartupError):
        return get_bin_directory(None) / name
    if path := shutil.which(name):
        return Path(path)
    raise BackupError(f"{name} is not installed")


def _to_libpq(url: str) -> str:
    """Return the URL as libpq reads it."""
    return re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", url)
