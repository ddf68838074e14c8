"""`python -m api.sandbox`: fill a sandbox, and write the OAuth clients of its organisations to a private file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from joserfc.jwk import ECKey, KeySetSerialization

from api.operator import lift_client_suspension
from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from auth.scopes import allowed_scopes
from services.core import rate_limit
from services.core.db import Session, run_as_operator
from services.core.errors import DomainError
from services.core.settings import Misconfigured, get_settings
from services.embedded_postgres.cluster_dir import write_private_file
from services.policy.actor import Kind
from services.sandbox.organisations import BACKGROUND_SCHOOL_COUNT, SandboxOrganisation
from services.sandbox.seed import NotASandbox, require_sandbox, seed_sandbox
from services.sandbox.story.credentials import ClientCredentials

CLIENTS_FILE = Path(__file__).parents[1] / "var" / "sandbox-clients.json"
EXIT_FAILURE, EXIT_NOT_A_SANDBOX = 1, 2


class SandboxClient(ClientCredentials):
    """A client in the file: its credentials, with name and kind of its organisation for the reader."""

    organisation: str
    kind: str


class ClientsFile(TypedDict):
    """The content of the file of clients."""

    base_url: str
    clients: list[SandboxClient]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; on an error print one line and exit, with status 2 if the database is no sandbox."""
    parser = argparse.ArgumentParser(
        prog="python -m api.sandbox", description="Fill a sandbox with organisations and reports."
    )
    parser.add_argument("--clients", type=Path, default=CLIENTS_FILE, help="the file to which the clients are written")
    parser.add_argument(
        "--background-schools",
        type=int,
        default=BACKGROUND_SCHOOL_COUNT,
        help="the number of schools that reported in a past week",
    )
    parser.add_argument(
        "--reset-limits",
        action="store_true",
        help="only forget all counted requests and wrong cards, and accept clients again that were suspended",
    )
    options = parser.parse_args(arguments)
    try:
        if options.reset_limits:
            reset_limits()
        else:
            write_clients(options.clients, seed_sandbox(options.background_schools))
    except NotASandbox as error:
        parser.exit(EXIT_NOT_A_SANDBOX, f"sandbox: {error}\n")
    except (Misconfigured, DomainError, OSError) as error:
        parser.exit(EXIT_FAILURE, f"sandbox: {error}\n")


def reset_limits() -> None:
    """Reset all counters of the sandbox, and lift the suspensions of clients. Raises NotASandbox."""
    require_sandbox()
    run_as_operator(None, rate_limit.reset_counters)
    for client in run_as_operator(None, clients.list_suspended):
        lift_client_suspension(client.client_id)


def write_clients(path: Path, organisations: Sequence[SandboxOrganisation]) -> None:
    """Write the file of clients: those in it that still work are kept, the others are registered anew."""
    existing = _read_clients(path)
    sandbox_clients = run_as_operator(
        None,
        lambda session: [
            _keep_or_register_client(session, organisation, existing.get(str(organisation.id)))
            for organisation in organisations
        ],
    )
    content: ClientsFile = {"base_url": get_settings().issuer, "clients": sandbox_clients}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_private_file(path, json.dumps(content, indent=2, ensure_ascii=False))


def _read_clients(path: Path) -> Mapping[str, SandboxClient]:
    """Return the clients in the file by organisation id; none if the file is missing or invalid."""
    try:
        return {client["organisation_id"]: client for client in json.loads(path.read_text())["clients"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _keep_or_register_client(
    session: Session, organisation: SandboxOrganisation, existing: SandboxClient | None
) -> SandboxClient:
    """Return the organisation's client from the file if it still works, otherwise a new one.

    Platforms authenticate with a private key, all others with a secret.
    """
    if existing and _is_valid(organisation, existing):
        return existing
    uses_key = organisation.kind is Kind.PLATFORM
    method = PRIVATE_KEY_JWT if uses_key else CLIENT_SECRET_BASIC
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True) if uses_key else None
    jwks: KeySetSerialization | None = {"keys": [key.as_dict(private=False)]} if key else None
    roles = [f"{organisation.kind}.system"]
    client, secret = clients.register_client(
        session, organisation.id, organisation.kind, method, allowed_scopes(organisation.kind), roles, True, jwks
    )
    sandbox_client: SandboxClient = {
        "organisation": organisation.name,
        "organisation_id": str(organisation.id),
        "kind": organisation.kind.value,
        "client_id": client.client_id,
        "auth_method": method,
        "scopes": client.scopes,
    }
    if key:
        sandbox_client["private_key_jwk"] = key.as_dict(private=True)
    elif secret:
        sandbox_client["client_secret"] = secret
    return sandbox_client


def _is_valid(organisation: SandboxOrganisation, entry: SandboxClient) -> bool:
    """Return whether the database knows this client, with the same credentials and with the scopes it needs."""
    client = clients.find_active_client(str(entry.get("client_id")))
    if client is None or client.organisation_id != organisation.id:
        return False
    if client.scopes != sorted(allowed_scopes(organisation.kind)):
        return False
    if client.jwks is None:
        return client.check_client_secret(str(entry.get("client_secret")))
    return entry.get("private_key_jwk", {}).get("kid") in {key["kid"] for key in client.jwks["keys"]}


if __name__ == "__main__":
    main()
