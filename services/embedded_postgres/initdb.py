"""Create the data directory of a cluster with initdb."""

from __future__ import annotations

import shutil
from pathlib import Path

from services.embedded_postgres import programs
from services.embedded_postgres.child_process import start_child_process, terminate_process
from services.embedded_postgres.cluster_dir import ClusterDirectory, write_private_file
from services.embedded_postgres.errors import StartupError, find_error_line
from services.embedded_postgres.superuser import SUPERUSER_NAME

# The builtin locale provider sorts alike on every machine; an upgrade of the C library does not corrupt indexes.
LOCALE_OPTIONS = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


def ensure_data_directory(directory: ClusterDirectory, password: str, *, throwaway: bool) -> None:
    """Create the data directory unless it exists. It is renamed to its final name when it is complete.

    Args:
        password: the password of the superuser.
        throwaway: do not wait until the files are on disk.

    Raises:
        StartupError: initdb failed.
    """
    if directory.data_directory.exists():
        return
    draft = directory.path / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file = directory.path / "initdb.password"
    write_private_file(password_file, password)
    try:
        if directory.account:
            directory.account.take_ownership(draft)
            directory.account.take_ownership(password_file)
        _run_initdb(directory, draft, password_file, throwaway=throwaway)
    finally:
        password_file.unlink()
    draft.rename(directory.data_directory)


def _run_initdb(directory: ClusterDirectory, draft: Path, password_file: Path, *, throwaway: bool) -> None:
    """Run initdb for an empty directory `draft`; raise StartupError with its error message when it fails."""
    command: list[str | Path] = [
        programs.get_bin_directory(directory.account) / "initdb",
        f"--pgdata={draft}",
        f"--username={SUPERUSER_NAME}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--no-instructions",
        *LOCALE_OPTIONS,
        *(["--no-sync"] if throwaway else []),
    ]
    with directory.open_log() as log:
        log_offset = log.tell()
        process = start_child_process(
            command, user=directory.account, env=programs.ENVIRONMENT, cwd=directory.path, output=log
        )
        try:
            status = process.wait()
        finally:
            terminate_process(process)
    if status != 0:
        reason = find_error_line(directory.read_log_lines(log_offset))
        raise StartupError(f"the data directory of the embedded database cannot be created: {reason}")
