"""A small world: organisations that share an agreement, and a client of each that speaks to the application."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from joserfc.jwk import ECKey

from api import create_app
from auth import clients
from auth.allowed_scopes import ceiling
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from services.core.db import transaction
from services.core.settings import get_settings
from services.organisations import register_organisation, sign_agreement
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass
from tests.api import conformance
from tests.auth.api_clients import assertion_form, sign_jws

SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation's client with a token."""

    app: Flask
    organisation_id: UUID
    client_id: str
    token: str = field(repr=False)

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """A POST with a key of its own, unless one is given."""
        return self.send("POST", path, json=body, headers={"Idempotency-Key": uuid4().hex, **headers})

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.send("PATCH", path, json=body, headers=headers)

    def send(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        """Whatever a caller may send. `If_Match` is written as a keyword and sent as a header."""
        named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        bearing = {"Authorization": f"Bearer {self.token}", **named}
        answer = self.app.test_client().open(f"/v1{path}", method=method, headers=bearing, **more)
        conformance.check(method, f"/v1{path}", answer)
        return answer


@dataclass(frozen=True, slots=True)
class World:
    """Who there is."""

    app: Flask
    helpline: Party
    platform: Party
    school: Party
    other_school: Party
    union: Party
    government: Party

    def able(self, scope: str | None) -> Party:
        """Somebody whose kind may have this scope."""
        kinds = {Kind.HELPLINE: self.helpline, Kind.SCHOOL: self.school, Kind.UNION: self.union}
        others = {Kind.PLATFORM: self.platform, Kind.GOVERNMENT: self.government}
        return next(one for kind, one in {**kinds, **others}.items() if not scope or scope in ceiling(kind.value))

    def anybody(self) -> Any:
        """Someone without a token."""
        return self.app.test_client()


def build() -> World:
    """The world in the present database."""
    app = create_app()
    helpline, platform = uuid4(), uuid4()
    school, other, union, government = uuid4(), uuid4(), uuid4(), uuid4()
    _organisation(helpline, Kind.HELPLINE, "Helpline of the north")
    _organisation(platform, Kind.PLATFORM, "Short videos", platform="tiktok")
    _organisation(government, Kind.GOVERNMENT, "Government of Wales")
    _organisation(school, Kind.SCHOOL, "Ysgol Bryn Coed", known_to=(helpline,))
    _organisation(other, Kind.SCHOOL, "Ysgol Glan Afon", known_to=(helpline,))
    _organisation(union, Kind.UNION, "Union of those who teach")
    with transaction(helpline) as session:
        sign_agreement(
            session,
            helpline,
            [platform, school, other, union],
            nation="WLS",
            data_classes=list(DataClass),
            valid_from=SINCE,
        )
    return World(
        app,
        party(app, helpline, Kind.HELPLINE),
        party(app, platform, Kind.PLATFORM),
        party(app, school, Kind.SCHOOL),
        party(app, other, Kind.SCHOOL),
        party(app, union, Kind.UNION),
        party(app, government, Kind.GOVERNMENT),
    )


def party(app: Flask, organisation_id: UUID, kind: Kind, scopes: Iterable[str] | None = None) -> Party:
    """A new client of an organisation, with every scope it may have, and a token from the token endpoint."""
    key = ECKey.generate_key("P-256") if kind is Kind.PLATFORM else None
    with transaction(None) as session:
        client, secret = clients.register_client(
            session,
            organisation_id,
            kind.value,
            PRIVATE_KEY_JWT if key else CLIENT_SECRET_BASIC,
            ceiling(kind.value) if scopes is None else scopes,
            [f"{kind.value}.system"],
            True,
            jwks={"keys": [key.as_dict(private=False)]} if key else None,
        )
    form = {"grant_type": "client_credentials"}
    if key:
        form |= assertion_form(sign_jws({"alg": "ES256"}, _claims(client.client_id), key))
    auth = (client.client_id, secret) if secret else None
    answer = app.test_client().post("/oauth/token", data=form, auth=auth)
    return Party(app, organisation_id, client.client_id, answer.get_json()["access_token"])


def join(world: World, kind: Kind, name: str, **more: Any) -> Party:
    """One more organisation, with a client; without any agreement."""
    made = uuid4()
    _organisation(made, kind, name, **more)
    return party(world.app, made, kind)


def sign(world: World, *parties: Party) -> None:
    """One more agreement, which lets everything pass between these and the helpline."""
    keeper = world.helpline.organisation_id
    ids = [one.organisation_id for one in parties]
    with transaction(keeper) as session:
        sign_agreement(session, keeper, ids, nation="WLS", data_classes=list(DataClass), valid_from=SINCE)


def _organisation(organisation_id: UUID, kind: Kind, name: str, **more: Any) -> None:
    with transaction(organisation_id) as session:
        register_organisation(session, organisation_id, kind, name, nations=["WLS"], **more)


def _claims(client_id: str) -> dict[str, Any]:
    now = int(time.time())
    audience = get_settings().issuer
    return {"iss": client_id, "sub": client_id, "aud": audience, "iat": now, "exp": now + 60, "jti": uuid4().hex}


def report(**changes: Any) -> dict[str, Any]:
    """A sound report with a link that nobody has reported yet."""
    sound = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": "An account imitates the school and mocks a member of staff.",
        "harm_categories": ["impersonation_school"],
        "links": [{"url": f"https://www.tiktok.com/@somebody/video/{uuid4().int % 10**19}"}],
    }
    return sound | changes
