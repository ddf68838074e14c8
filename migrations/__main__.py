"""`python -m migrations [upgrade|check|head|backup FILE|restore FILE]`: migrate the database, compare it with the
models, print the newest migration, or save and restore all rows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import OperationalError

from migrations.backup import BackupError, restore_backup, write_backup

FOLDER = Path(__file__).parent
FILE_COMMANDS = {"backup": write_backup, "restore": restore_backup}


def main(arguments: list[str]) -> int:
    """Return exit status 0, or 1 after printing one line when the database is unreachable or differs from the models.

    The status is 2 for an unknown command.
    """
    command_name = arguments[0] if arguments else "upgrade"
    try:
        if command_name == "upgrade":
            command.upgrade(build_config(), "head")
        elif command_name in FILE_COMMANDS and len(arguments) == len(("command", "file")):
            FILE_COMMANDS[command_name](get_owner_url(), Path(arguments[1]))
        elif command_name == "check":
            command.check(build_config())
        elif command_name == "head":
            print((FOLDER / "HEAD").read_text().strip())
        else:
            print(f"migrations: unknown command {command_name!r}", file=sys.stderr)
            return 2
    except (BackupError, psycopg.Error) as error:
        print(f"migrations: {str(error).strip().splitlines()[0]}", file=sys.stderr)
        return 1
    except OperationalError as error:
        print(f"migrations: {str(error.orig).strip().splitlines()[-1]}", file=sys.stderr)
        return 1
    except CommandError as error:
        print(f"migrations: {error}", file=sys.stderr)
        return 1
    return 0


def build_config() -> Config:
    """Return Alembic's settings. Raises CommandError when MIGRATION_DATABASE_URL, which env.py reads, is not set."""
    get_owner_url()
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def get_owner_url() -> str:
    """Return MIGRATION_DATABASE_URL. Raises CommandError when it is not set."""
    if "MIGRATION_DATABASE_URL" not in os.environ:
        raise CommandError("MIGRATION_DATABASE_URL must be the URL of the database for the owner of its tables")
    return os.environ["MIGRATION_DATABASE_URL"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
