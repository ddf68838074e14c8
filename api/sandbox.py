"""`python -m api.sandbox`: fills a sandbox, and writes everybody's clients to a file for its owner alone."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT, OAuthClient
from auth.scopes import Scope
from services.core.db import Session, run_in_transaction
from services.core.errors import DomainError
from services.core.settings import Misconfigured, get_settings
from services.embedded_postgres.cluster_dir import write_private_file
from services.policy.actor import Kind
from services.sandbox.organisations import BACKGROUND_SCHOOLS, Party
from services.sandbox.seed import NotASandbox, seed

CLIENTS = Path(__file__).parents[1] / "var" / "sandbox-clients.json"
FAILED, NOT_A_SANDBOX = 1, 2

FIGURES = (Scope.STATISTICS_READ, Scope.CHANGES_READ)
OVERSEER = (Scope.INCIDENTS_READ, *FIGURES)
EMPLOYER = (
    Scope.INCIDENTS_CREATE,
    Scope.INCIDENTS_READ,
    Scope.INCIDENTS_UPDATE,
    Scope.SUBJECTS_LOCATOR,
    Scope.PEOPLE_WRITE,
    *FIGURES,
)
# The least with which each kind can do its part.
SCOPES: Mapping[Kind, Sequence[Scope]] = {
    Kind.SCHOOL: (*EMPLOYER, Scope.ORGANISATION_MANAGE),
    Kind.EMPLOYER_OTHER: EMPLOYER,
    Kind.TRUST: OVERSEER,
    Kind.LOCAL_AUTHORITY: OVERSEER,
    Kind.UNION: (
        Scope.INCIDENTS_CREATE,
        Scope.INCIDENTS_READ,
        Scope.INCIDENTS_UPDATE,
        Scope.SUBJECTS_LOCATOR,
        Scope.MEMBER_CASES_READ,
        Scope.MEMBER_CASES_WRITE,
        *FIGURES,
    ),
    Kind.HELPLINE: (
        Scope.INCIDENTS_CREATE,
        Scope.INCIDENTS_READ,
        Scope.INCIDENTS_UPDATE,
        Scope.SUBJECTS_LOCATOR,
        Scope.ESCALATIONS_READ,
        Scope.ESCALATIONS_WRITE,
        Scope.DECISIONS_READ,
        *FIGURES,
    ),
    Kind.PLATFORM: (
        Scope.SUBJECTS_LOCATOR,
        Scope.ESCALATIONS_READ,
        Scope.ESCALATIONS_WRITE,
        Scope.DECISIONS_READ,
        Scope.DECISIONS_WRITE,
        Scope.CHANGES_READ,
    ),
    Kind.GOVERNMENT: FIGURES,
    Kind.REGULATOR: FIGURES,
    Kind.COORDINATION_BODY: FIGURES,
    Kind.POLICE: FIGURES,
}

Entry = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Exits with 2 and one line when the database is no sandbox."""
    parser = argparse.ArgumentParser(prog="python -m api.sandbox", description="Fills a sandbox with organisations.")
    parser.add_argument("--clients", type=Path, default=CLIENTS, help="where to write their clients")
    parser.add_argument("--background-schools", type=int, default=BACKGROUND_SCHOOLS, help="how many have reported")
    given = parser.parse_args(arguments)
    try:
        parties = seed(given.background_schools)
        write(given.clients, parties)
    except NotASandbox as reason:
        parser.exit(NOT_A_SANDBOX, f"sandbox: {reason}\n")
    except (Misconfigured, DomainError, OSError) as reason:
        parser.exit(FAILED, f"sandbox: {reason}\n")


def write(path: Path, parties: Sequence[Party]) -> None:
    """The file. What stands in it already and still works is kept."""
    kept = _kept(path)
    made = run_in_transaction(
        None, lambda session: [_entry(session, party, kept.get(str(party.id))) for party in parties]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_private_file(
        path, json.dumps({"base_url": get_settings().issuer, "clients": made}, indent=2, ensure_ascii=False)
    )


def _kept(path: Path) -> Mapping[str, Entry]:
    try:
        return {entry["organisation_id"]: entry for entry in json.loads(path.read_text())["clients"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def _entry(session: Session, party: Party, kept: Entry | None) -> Entry:
    if kept and _works(clients.find_active(session, str(kept.get("client_id"))), party, kept):
        return kept
    by_key = party.kind is Kind.PLATFORM
    method = PRIVATE_KEY_JWT if by_key else CLIENT_SECRET_BASIC
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True) if by_key else None
    jwks = {"keys": [key.as_dict(private=False)]} if key else None
    roles = [f"{party.kind}.system"]
    scopes = SCOPES[party.kind]
    client, secret = clients.register_client(session, party.id, party.kind, method, scopes, roles, True, jwks)
    proof = {"private_key_jwk": key.as_dict(private=True)} if key else {"client_secret": secret}
    return {
        "organisation": party.name,
        "organisation_id": str(party.id),
        "kind": party.kind.value,
        "client_id": client.client_id,
        "auth_method": method,
        **proof,
        "scopes": client.scopes,
    }


def _works(client: OAuthClient | None, party: Party, kept: Entry) -> bool:
    if client is None or client.organisation_id != party.id or client.scopes != sorted(SCOPES[party.kind]):
        return False
    if client.jwks is None:
        return client.check_client_secret(str(kept.get("client_secret")))
    return kept.get("private_key_jwk", {}).get("kid") in {key["kid"] for key in client.jwks["keys"]}


if __name__ == "__main__":
    main()
