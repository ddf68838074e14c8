"""New organisations, each with an OAuth client that sends requests over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from joserfc.jwk import ECKey, KeySetSerialization

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from auth.scopes import allowed_scopes
from services.core.db import transaction
from services.embedded_postgres.processes import create_direct_session
from services.policy.actor import Kind
from services.sandbox.story.api_client import ApiClient
from services.sandbox.story.credentials import ClientCredentials, fetch_access_token
from tests import factories


def create_client(
    base_url: str,
    kind: Kind,
    name: str,
    *,
    nations: Sequence[str] = ("WLS",),
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> ApiClient:
    """Create an organisation, register a client of it, and fetch its first token."""
    organisation_id = factories.create_organisation(
        kind, name=name, nations=nations, known_to=known_to, platform=platform
    )
    client = ApiClient(base_url, _register_client(factories.get_registered_id(organisation_id), kind))
    renew_token(client)
    return client


def get_organisation_id(client: ApiClient) -> UUID:
    """Return the id of the organisation whose client this is."""
    return UUID(client.credentials["organisation_id"])


def renew_token(client: ApiClient) -> str:
    """Fetch a new token for all later requests of the client, and return it."""
    token = fetch_token(client)
    client.session.headers["Authorization"] = f"Bearer {token}"
    return token


def fetch_token(client: ApiClient, *scopes: str) -> str:
    """Return a new token with these scopes, or with all scopes of the client."""
    credentials = client.credentials.copy()
    if scopes:
        credentials["scopes"] = scopes
    # The client's own session would send its current token along.
    with create_direct_session() as session:
        return fetch_access_token(session, client.base_url, credentials)


def _register_client(organisation_id: UUID, kind: Kind) -> ClientCredentials:
    key = ECKey.generate_key("P-256", auto_kid=True) if kind is Kind.PLATFORM else None
    method = PRIVATE_KEY_JWT if key else CLIENT_SECRET_BASIC
    jwks: KeySetSerialization | None = {"keys": [key.as_dict(private=False)]} if key else None
    with transaction(None, as_operator=True) as session:
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
