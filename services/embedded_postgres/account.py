"""The system user that runs PostgreSQL when this process is root, because PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from services.embedded_postgres.errors import EXIT_MISSING_PREREQUISITE, StartupError

ACCOUNT_NAME = "tarian-pg"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
# The first is for most Linux systems, the second for BusyBox.
ADD_USER_COMMANDS = (
    ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", "/bin/false"],
    ["adduser", "-S", "-D", "-H", "-h", "/", "-s", "/bin/false"],
)


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group ids of the system user that runs PostgreSQL."""

    uid: int
    gid: int

    def take_ownership(self, path: str | os.PathLike[str]) -> None:
        """Make this account the owner of the path."""
        os.chown(path, self.uid, self.gid)


@cache
def get_server_account() -> Account | None:
    """Return the account that must run PostgreSQL, creating it on first use; None unless this process is root.

    Raises:
        StartupError: the account does not exist and cannot be created.
    """
    if os.geteuid() != 0:
        return None
    account = _find_account() or _add_account()
    if account is None:
        raise StartupError(
            f"PostgreSQL does not run as root, and the user {ACCOUNT_NAME} cannot be added here:"
            " run as an ordinary user, or set DATABASE_URL to a PostgreSQL server",
            status=EXIT_MISSING_PREREQUISITE,
        )
    return account


def _find_account() -> Account | None:
    """Return the account if the system has it."""
    try:
        entry = pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _add_account() -> Account | None:
    """Create the account with the first command that the system has; None if no command succeeds."""
    for program_name, *options in ADD_USER_COMMANDS:
        if program := shutil.which(program_name, path=SYSTEM_PATH):
            command = [program, *options, ACCOUNT_NAME]
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
            # Look it up even after a failure: another process may have added it at the same moment.
            if account := _find_account():
                return account
    return None
