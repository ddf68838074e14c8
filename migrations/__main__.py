"""`python -m migrations [upgrade|check|head]`: migrate the database, compare it with the models, or print the newest
migration."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import OperationalError

FOLDER = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Return exit status 0, or 1 after printing one line when the database is unreachable or differs from the models.

    The status is 2 for an unknown command.
    """
    command_name = arguments[0] if arguments else "upgrade"
    try:
        if command_name == "upgrade":
            command.upgrade(build_config(), "head")
        elif command_name == "check":
            command.check(build_config())
        elif command_name == "head":
            print((FOLDER / "HEAD").read_text().strip())
        else:
            print(f"migrations: unknown command {command_name!r}", file=sys.stderr)
            return 2
    except OperationalError as error:
        print(f"migrations: {str(error.orig).strip().splitlines()[-1]}", file=sys.stderr)
        return 1
    except CommandError as error:
        print(f"migrations: {error}", file=sys.stderr)
        return 1
    return 0


def build_config() -> Config:
    """Return Alembic's settings. Raises CommandError when MIGRATION_DATABASE_URL, which env.py reads, is not set."""
    if "MIGRATION_DATABASE_URL" not in os.environ:
        raise CommandError("MIGRATION_DATABASE_URL must be the URL of the database for the owner of its tables")
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
