"""PostgreSQL refuses to run as root: there it runs as a system user that owns nothing but its data."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from services.embedded_postgres.errors import NOT_POSSIBLE_HERE, Unavailable

NAME = "tarian-pg"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
WAYS_TO_ADD = (
    ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", "/bin/false", NAME],
    ["adduser", "-S", "-D", "-H", "-h", "/", "-s", "/bin/false", NAME],
)


@dataclass(frozen=True, slots=True)
class Account:
    """The user whom PostgreSQL runs as."""

    uid: int
    gid: int

    def take(self, path: str | os.PathLike[str]) -> None:
        """This account owns the path from now on."""
        os.chown(path, self.uid, self.gid)


@cache
def account() -> Account | None:
    """The account to switch to, made on first use; None for an ordinary user, who needs none."""
    if os.geteuid() != 0:
        return None
    found = _find() or _add()
    if found is None:
        raise Unavailable(
            f"PostgreSQL does not run as root, and the user {NAME} cannot be added here:"
            " run as an ordinary user, or set DATABASE_URL to a PostgreSQL server",
            status=NOT_POSSIBLE_HERE,
        )
    return found


def _find() -> Account | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _add() -> Account | None:
    for command in WAYS_TO_ADD:
        if program := shutil.which(command[0], path=SYSTEM_PATH):
            subprocess.run([program, *command[1:]], capture_output=True, stdin=subprocess.DEVNULL, check=False)
            # Looked up whatever the outcome: another process may have added it at the same moment.
            if found := _find():
                return found
    return None
