"""`python -m migrations [upgrade|check|head]`: bring the database to the newest step, or compare it with the models."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import OperationalError

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """0 when done; 1 with one line when the database cannot be reached or differs from the models."""
    wanted = arguments[0] if arguments else "upgrade"
    try:
        if wanted == "upgrade":
            command.upgrade(config(), "head")
        elif wanted == "check":
            command.check(config())
        elif wanted == "head":
            print((HERE / "HEAD").read_text().strip())
        else:
            print(f"migrations: unknown command {wanted!r}", file=sys.stderr)
            return 2
    except OperationalError as error:
        print(f"migrations: {str(error.orig).strip().splitlines()[-1]}", file=sys.stderr)
        return 1
    except CommandError as error:
        print(f"migrations: {error}", file=sys.stderr)
        return 1
    return 0


def config() -> Config:
    """Alembic's settings; the address comes from the environment so that it stands in no file."""
    if "MIGRATION_DATABASE_URL" not in os.environ:
        raise CommandError("MIGRATION_DATABASE_URL must name the owner's address of the database")
    made = Config()
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
