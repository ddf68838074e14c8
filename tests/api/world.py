"""A small world: organisations that share an agreement, and an API client of each."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID, uuid4

from flask import Flask
from joserfc.jwk import ECKey

from api import create_app
from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from auth.scopes import allowed_scopes
from services import organisations
from services.core.db import transaction
from services.core.settings import get_settings
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass
from tests.api import conformance
from tests.auth.api_clients import assertion_form, sign_jws

AGREEMENT_VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)


class OrganisationOptions(TypedDict, total=False):
    """The optional arguments of organisations.register_organisation."""

    known_to: Sequence[UUID]
    platform: str | None


@dataclass(frozen=True, slots=True)
class AuthorizedClient:
    """An OAuth client of one organisation, with an access token. It checks every response against the contract."""

    app: Flask
    organisation_id: UUID
    client_id: str
    token: str = field(repr=False)
    # For a new token, where the client has a secret.
    secret: str | None = field(default=None, repr=False)

    def get(self, path: str, **headers: str) -> Any:
        """Send a GET."""
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: object, **headers: str) -> Any:
        """Send a POST, with a new Idempotency-Key unless one is given."""
        return self.send("POST", path, json=body, headers={"Idempotency-Key": uuid4().hex, **headers})

    def patch(self, path: str, body: object, **headers: str) -> Any:
        """Send a PATCH."""
        return self.send("PATCH", path, json=body, headers=headers)

    def send(self, method: str, path: str, headers: Mapping[str, str] | None = None, **options: Any) -> Any:
        """Send any request. Underscores in the names of headers become hyphens: `If_Match` is sent as `If-Match`."""
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        authorized = {"Authorization": f"Bearer {self.token}", **named}
        response = self.app.test_client().open(f"/v1{path}", method=method, headers=authorized, **options)
        conformance.check(method, f"/v1{path}", response)
        return response


@dataclass(frozen=True, slots=True)
class World:
    """The application, and a client of each organisation."""

    app: Flask
    helpline: AuthorizedClient
    platform: AuthorizedClient
    school: AuthorizedClient
    other_school: AuthorizedClient
    union: AuthorizedClient
    government: AuthorizedClient

    def client_with_scope(self, scope: str | None) -> AuthorizedClient:
        """Return a client of a kind of organisation that may have the scope."""
        clients_by_kind = {
            Kind.HELPLINE: self.helpline,
            Kind.SCHOOL: self.school,
            Kind.UNION: self.union,
            Kind.PLATFORM: self.platform,
            Kind.GOVERNMENT: self.government,
        }
        clients = (client for kind, client in clients_by_kind.items() if scope in (None, *allowed_scopes(kind)))
        return next(clients)

    def anonymous_client(self) -> Any:
        """Return a client without a token."""
        return self.app.test_client()


def create_world() -> World:
    """Create the organisations, their agreement and their clients in the present database."""
    app = create_app()
    helpline, platform = uuid4(), uuid4()
    school, other_school, union, government = uuid4(), uuid4(), uuid4(), uuid4()
    _register(helpline, Kind.HELPLINE, "Helpline of the north")
    _register(platform, Kind.PLATFORM, "Short videos", platform="tiktok")
    _register(government, Kind.GOVERNMENT, "Government of Wales")
    _register(school, Kind.SCHOOL, "Ysgol Bryn Coed", known_to=(helpline,))
    _register(other_school, Kind.SCHOOL, "Ysgol Glan Afon", known_to=(helpline,))
    _register(union, Kind.UNION, "Union of those who teach")
    _sign_agreement(helpline, [platform, school, other_school, union])
    return World(
        app,
        helpline=create_client(app, helpline, Kind.HELPLINE),
        platform=create_client(app, platform, Kind.PLATFORM),
        school=create_client(app, school, Kind.SCHOOL),
        other_school=create_client(app, other_school, Kind.SCHOOL),
        union=create_client(app, union, Kind.UNION),
        government=create_client(app, government, Kind.GOVERNMENT),
    )


def create_client(
    app: Flask, organisation_id: UUID, kind: Kind, scopes: Iterable[str] | None = None
) -> AuthorizedClient:
    """Create a client of an organisation, with all scopes it may have unless given, and get a token for it."""
    key = ECKey.generate_key("P-256") if kind is Kind.PLATFORM else None
    with transaction(None, as_operator=True) as session:
        client, secret = clients.register_client(
            session,
            organisation_id,
            kind.value,
            PRIVATE_KEY_JWT if key else CLIENT_SECRET_BASIC,
            allowed_scopes(kind.value) if scopes is None else scopes,
            [f"{kind.value}.system"],
            True,
            jwks={"keys": [key.as_dict(private=False)]} if key else None,
        )
    form = {"grant_type": "client_credentials"}
    if key:
        form |= assertion_form(sign_jws({"alg": "ES256"}, _build_claims(client.client_id), key))
    auth = (client.client_id, secret) if secret else None
    response = app.test_client().post("/oauth/token", data=form, auth=auth)
    return AuthorizedClient(app, organisation_id, client.client_id, response.get_json()["access_token"], secret)


def renew_token(client: AuthorizedClient) -> AuthorizedClient:
    """Return the client, which must have a secret, with a new token."""
    response = request_token(client)
    assert response.status_code == 200, response.get_json()
    return replace(client, token=response.get_json()["access_token"])


def request_token(client: AuthorizedClient) -> Any:
    """Request a new token with the client's secret."""
    auth = (client.client_id, str(client.secret))
    return client.app.test_client().post("/oauth/token", data={"grant_type": "client_credentials"}, auth=auth)


def create_organisation(
    world: World, kind: Kind, name: str, **options: Unpack[OrganisationOptions]
) -> AuthorizedClient:
    """Create one more organisation without any agreement, and return its client."""
    organisation_id = uuid4()
    _register(organisation_id, kind, name, **options)
    return create_client(world.app, organisation_id, kind)


def sign_agreement_with_helpline(world: World, *parties: AuthorizedClient) -> None:
    """Sign one more agreement, which covers all data between these organisations and the helpline."""
    _sign_agreement(world.helpline.organisation_id, [party.organisation_id for party in parties])


def incident_body(**changes: object) -> dict[str, Any]:
    """Return a valid report of an incident, with a link that was not reported before."""
    body: dict[str, Any] = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": "An account imitates the school and mocks a member of staff.",
        "harm_categories": ["impersonation_school"],
        "links": [{"url": f"https://www.tiktok.com/@somebody/video/{uuid4().int % 10**19}"}],
    }
    return body | changes


def _register(organisation_id: UUID, kind: Kind, name: str, **options: Unpack[OrganisationOptions]) -> None:
    with transaction(organisation_id, as_operator=True) as session:
        organisations.register_organisation(session, organisation_id, kind, name, nations=["WLS"], **options)


def _sign_agreement(keeper_id: UUID, party_ids: list[UUID]) -> None:
    with transaction(keeper_id, as_operator=True) as session:
        organisations.sign_agreement(
            session,
            keeper_id,
            party_ids,
            nation="WLS",
            data_classes=list(DataClass),
            valid_from=AGREEMENT_VALID_FROM,
        )


def _build_claims(client_id: str) -> dict[str, object]:
    now = int(time.time())
    audience = get_settings().issuer
    return {"iss": client_id, "sub": client_id, "aud": audience, "iat": now, "exp": now + 60, "jti": uuid4().hex}
