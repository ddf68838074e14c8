"""`python -m auth disable-client|enable-client CLIENT_ID`: for the operator, with the application's DATABASE_URL."""

from __future__ import annotations

import argparse
import sys

from sqlalchemy.exc import SQLAlchemyError

from auth import clients
from services.db import transaction
from services.settings import Misconfigured

COMMANDS = {"disable-client": clients.disable_client, "enable-client": clients.enable_client}


def main(arguments: list[str]) -> int:
    """0 when done, 1 with one line when not."""
    parser = argparse.ArgumentParser(prog="python -m auth")
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("client_id")
    given = parser.parse_args(arguments)
    try:
        with transaction(None) as session:
            COMMANDS[given.command](session, given.client_id)
    except clients.UnknownClient:
        return _failed("there is no such client")
    except Misconfigured as error:
        return _failed(str(error))
    except SQLAlchemyError as error:
        return _failed(f"the database refused ({type(error).__name__})")
    print(f"{given.command}: done")
    return 0


def _failed(why: str) -> int:
    print(f"auth: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
