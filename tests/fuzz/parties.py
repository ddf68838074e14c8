"""Organisations with a client each, as outsiders meet the service: over HTTP, with their own tokens."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from joserfc.jwk import ECKey, KeySetSerialization

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from auth.scopes import allowed_scopes
from services.core.db import transaction
from services.policy.actor import Kind
from services.sandbox.story.api_client import ApiClient
from services.sandbox.story.credentials import ClientCredentials, fetch_access_token
from tests import factories


def join(
    base_url: str,
    kind: Kind,
    name: str,
    *,
    nations: Sequence[str] = ("WLS",),
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> ApiClient:
    """A new organisation whose client has signed in."""
    made = factories.create_organisation(kind, name=name, nations=nations, known_to=known_to, platform=platform)
    caller = ApiClient(base_url, _client(made, kind))
    token_of(caller)
    return caller


def organisation_of(caller: ApiClient) -> UUID:
    """Whose client it is."""
    return UUID(caller.credentials["organisation_id"])


def token_of(caller: ApiClient, *scopes: str) -> str:
    """A new token, of these scopes alone if any are named; else it is also what the caller sends from now on."""
    before = caller.session.headers.pop("Authorization", None)
    token = fetch_access_token(
        caller.session, caller.base_url, {**caller.credentials, "scopes": scopes or caller.credentials["scopes"]}
    )
    caller.session.headers["Authorization"] = before if scopes and before else f"Bearer {token}"
    return token


def _client(organisation_id: UUID, kind: Kind) -> ClientCredentials:
    key = ECKey.generate_key("P-256", auto_kid=True) if kind is Kind.PLATFORM else None
    method = PRIVATE_KEY_JWT if key else CLIENT_SECRET_BASIC
    jwks: KeySetSerialization | None = {"keys": [key.as_dict(private=False)]} if key else None
    with transaction(None) as session:
        client, secret = clients.register_client(
            session, organisation_id, kind, method, allowed_scopes(kind), [f"{kind}.system"], True, jwks
        )
        credentials: ClientCredentials = {
            "organisation_id": str(organisation_id),
            "client_id": client.client_id,
            "auth_method": method,
            "scopes": client.scopes,
        }
    if key:
        credentials["private_key_jwk"] = key.as_dict(private=True)
    elif secret:
        credentials["client_secret"] = secret
    return credentials
