"""Operator commands: `python -m auth COMMAND`, with the settings of the service. `-h` lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from auth import clients, key_rotation
from services.core.db import Session, run_as_operator
from services.core.settings import Misconfigured, get_settings
from services.core.startup_checks import check_database

CLIENT_COMMANDS = {
    "disable-client": (clients.disable, "refuse clients and their tokens at once; all of them or none"),
    "enable-client": (clients.enable, "accept clients again; they need new tokens"),
    "end-tokens": (clients.revoke_tokens, "revoke every token of clients; they may request new ones"),
}


def main(arguments: list[str]) -> int:
    """Run one command. Return exit status 0 when it succeeded, or 1 after printing one line that says why not."""
    options = _build_parser().parse_args(arguments)
    run_command: Callable[[Session, argparse.Namespace], str] = options.run_command
    try:
        check_database(get_settings())
        message = run_as_operator(None, lambda session: run_command(session, options))
    except clients.UnknownClient:
        return _print_error("there is no such client")
    except Misconfigured as error:
        return _print_error(str(error))
    except SQLAlchemyError as error:
        return _print_error(f"the database refused ({type(error).__name__})")
    print(f"{options.command}: {message}")
    return 0


def _build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog="python -m auth")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, help_text) in CLIENT_COMMANDS.items():
        command = commands.add_parser(name, help=help_text)
        selection = command.add_mutually_exclusive_group(required=True)
        selection.add_argument("client_ids", nargs="*", default=[], metavar="CLIENT_ID")
        selection.add_argument("--organisation", type=UUID, help="every client of this organisation")
        command.set_defaults(run_command=_change_clients)
    rotate_keys = commands.add_parser("rotate-keys", help="sign tokens with a new key, from 24 hours from now")
    rotate_keys.add_argument(
        "--compromised",
        action="store_true",
        help="sign with it at once and refuse every token that earlier keys signed",
    )
    rotate_keys.set_defaults(run_command=_rotate_keys)
    return parser


def _change_clients(session: Session, options: argparse.Namespace) -> str:
    """Run one of CLIENT_COMMANDS on the clients that the command line names."""
    change, _ = CLIENT_COMMANDS[options.command]
    if options.organisation:
        change(session, *clients.list_client_ids(session, options.organisation))
    else:
        change(session, *options.client_ids)
    return "done"


def _rotate_keys(session: Session, options: argparse.Namespace) -> str:
    """Create a new signing key; return its id and the moment from which it signs."""
    rotate = key_rotation.rotate_compromised if options.compromised else key_rotation.rotate
    lifetime = rotate(session)
    return f"{lifetime.key.kid} signs from {lifetime.signs_from:%Y-%m-%dT%H:%M:%SZ}"


def _print_error(message: str) -> int:
    """Print one line on stderr and return exit status 1."""
    print(f"auth: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
