"""`python -m api.operator COMMAND`: operator commands about organisations. `-h` lists the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from uuid import UUID

from api.client_suspension import lift_suspension
from auth import clients
from services import organisations
from services.core.db import Session, run_as_operator
from services.core.db_errors import to_domain_error
from services.core.settings import Misconfigured, get_settings
from services.core.startup_checks import check_database

ORGANISATION_COMMANDS: dict[str, tuple[Callable[[Session, UUID], None], str]] = {
    "suspend-organisation": (
        organisations.suspend_organisation,
        "end the tokens of an organisation and send it nothing more, at once",
    ),
    "reinstate-organisation": (
        organisations.reinstate_organisation,
        "end the suspension of an organisation; its clients need new tokens",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Return exit status 0 when it succeeded, or 1 after printing one line that says why not."""
    parser = argparse.ArgumentParser(prog="python -m api.operator")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, help_text) in ORGANISATION_COMMANDS.items():
        commands.add_parser(name, help=help_text).add_argument("organisation_id", type=UUID, metavar="ORGANISATION_ID")
    lift = commands.add_parser("lift-suspension", help="accept a client again that exceeded its quota of locators")
    lift.add_argument("client_id", metavar="CLIENT_ID")
    options = parser.parse_args(arguments)
    try:
        check_database(get_settings())
        if options.command in ORGANISATION_COMMANDS:
            _change_organisation(options.command, options.organisation_id)
        else:
            lift_client_suspension(options.client_id)
    except clients.UnknownClient:
        return _print_error("there is no such client")
    except (organisations.NotInStatus, Misconfigured) as error:
        return _print_error(str(error))
    except Exception as error:
        if domain_error := to_domain_error(error):
            return _print_error(domain_error.detail)
        raise
    sys.stdout.write(f"{options.command}: done\n")
    return 0


def _change_organisation(command: str, organisation_id: UUID) -> None:
    """Run one of ORGANISATION_COMMANDS in a transaction that acts for the tenant of the organisation."""
    change, _ = ORGANISATION_COMMANDS[command]
    run_as_operator(_load_tenant_id(organisation_id), lambda session: change(session, organisation_id))


def lift_client_suspension(client_id: str) -> None:
    """Enable a client in a transaction that acts for the tenant of its organisation."""
    organisation_id = run_as_operator(None, lambda session: clients.find_organisation_id(session, client_id))
    tenant_id = _load_tenant_id(organisation_id)
    run_as_operator(tenant_id, lambda session: lift_suspension(session, tenant_id, client_id))


def _load_tenant_id(organisation_id: UUID) -> UUID:
    """Return the tenant id of an organisation."""
    return run_as_operator(organisation_id, lambda session: organisations.load_tenant_id(session, organisation_id))


def _print_error(message: str) -> int:
    """Print one line on stderr and return exit status 1."""
    sys.stderr.write(f"operator: {message}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
