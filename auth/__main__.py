"""`python -m auth COMMAND`: for the operator, with the application's configuration. `-h` lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from auth import clients, key_rotation
from services.core.db import Session, run_in_transaction
from services.core.settings import Misconfigured

ABOUT_CLIENTS = {
    "disable-client": (clients.disable, "shut clients out at once, all of them or none"),
    "enable-client": (clients.enable, "let clients in again; they need new tokens"),
    "end-tokens": (clients.end_tokens, "end every token that clients hold; they may ask for new ones"),
}


def main(arguments: list[str]) -> int:
    """0 when done, 1 with one line when not."""
    given = _parser().parse_args(arguments)
    work: Callable[[Session, argparse.Namespace], str] = given.work
    try:
        said = run_in_transaction(None, lambda session: work(session, given))
    except clients.UnknownClient:
        return _failed("there is no such client")
    except Misconfigured as error:
        return _failed(str(error))
    except SQLAlchemyError as error:
        return _failed(f"the database refused ({type(error).__name__})")
    print(f"{given.command}: {said}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m auth")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, about) in ABOUT_CLIENTS.items():
        command = commands.add_parser(name, help=about)
        which = command.add_mutually_exclusive_group(required=True)
        which.add_argument("client_ids", nargs="*", default=[], metavar="CLIENT_ID")
        which.add_argument("--organisation", type=UUID, help="every client of this organisation")
        command.set_defaults(work=_about_clients)
    rotating = commands.add_parser("rotate-keys", help="sign with a new key, in 24 hours")
    rotating.add_argument(
        "--compromised", action="store_true", help="at once, and refuse every token that earlier keys signed"
    )
    rotating.set_defaults(work=_rotate_keys)
    return parser


def _about_clients(session: Session, given: argparse.Namespace) -> str:
    change, _ = ABOUT_CLIENTS[given.command]
    chosen = clients.of(session, given.organisation) if given.organisation else given.client_ids
    change(session, *chosen)
    return "done"


def _rotate_keys(session: Session, given: argparse.Namespace) -> str:
    life = key_rotation.replace_all(session) if given.compromised else key_rotation.rotate(session)
    return f"{life.key.kid} signs from {life.begins:%Y-%m-%dT%H:%M:%SZ}"


def _failed(why: str) -> int:
    print(f"auth: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
