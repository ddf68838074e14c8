"""300 organisations, each with a client, made through the verbs."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from api.sandbox import SCOPES
from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from services import organisations
from services.core import clock
from services.core.db import transaction
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

SINCE = datetime(2020, 1, 1, tzinfo=UTC)
NATIONS = ("ENG", "WLS", "SCT", "NIR")
PLATFORMS = ("tiktok", "youtube", "instagram", "snapchat")
UNIONS, GOVERNMENTS, SCHOOLS = 6, 4, 285
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation and how its client proves who it is."""

    id: UUID
    kind: Kind
    nations: tuple[str, ...]
    platform: str | None
    client_id: str
    secret: str | None = field(repr=False)
    key: ECKey = field(repr=False)

    def proof(self, issuer: str) -> tuple[dict[str, str], bytes]:
        """Headers and form of a token request; an assertion is good for one."""
        form = {"grant_type": "client_credentials"}
        if self.secret is not None:
            both = base64.b64encode(f"{quote(self.client_id)}:{quote(self.secret)}".encode()).decode()
            return {"Authorization": f"Basic {both}"}, urlencode(form).encode()
        now = int(time.time())
        claims = {"iss": self.client_id, "sub": self.client_id, "aud": issuer, "jti": uuid4().hex}
        signed = jwt.encode({"alg": "ES256", "kid": self.key.kid}, {**claims, "iat": now, "exp": now + 600}, self.key)
        form |= {"client_assertion_type": ASSERTION, "client_assertion": signed}
        return {}, urlencode(form).encode()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody. The helpline sees every incident, the first platform nearly every escalation."""

    helpline: Party
    platforms: list[Party]
    unions: list[Party]
    schools: list[Party]


def make() -> Cast:
    """Everybody in the present database, under one agreement that lets everything pass."""
    helpline = _party(Kind.HELPLINE, "Helpline", NATIONS)
    platforms = [_party(Kind.PLATFORM, f"Platform {name}", NATIONS, platform=name) for name in PLATFORMS]
    unions = [_party(Kind.UNION, f"Union {number}", NATIONS) for number in range(UNIONS)]
    for nation in NATIONS[:GOVERNMENTS]:
        _party(Kind.GOVERNMENT, f"Government {nation}", (nation,))
    schools = list(islice(_schools(helpline.id), SCHOOLS))
    parties = [one.id for one in (*platforms, *unions, *schools)]
    with transaction(helpline.id) as session:
        classes = list(DataClass)
        organisations.sign_agreement(
            session, helpline.id, parties, nation="ENG", data_classes=classes, valid_from=SINCE
        )
    return Cast(helpline, platforms, unions, schools)


def _schools(helpline_id: UUID) -> Iterator[Party]:
    number = 0
    while True:
        number += 1
        yield _party(Kind.SCHOOL, f"School {number}", (NATIONS[number % len(NATIONS)],), known_to=(helpline_id,))


def _party(
    kind: Kind, name: str, nations: tuple[str, ...], *, platform: str | None = None, known_to: tuple[UUID, ...] = ()
) -> Party:
    made = clock.new_id()
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    by_key = kind is Kind.PLATFORM
    with transaction(made) as session:
        organisations.register_organisation(
            session, made, kind, name, nations=nations, platform=platform, known_to=known_to
        )
        client, secret = clients.register_client(
            session,
            made,
            kind.value,
            PRIVATE_KEY_JWT if by_key else CLIENT_SECRET_BASIC,
            SCOPES[kind],
            [f"{kind.value}.system"],
            True,
            jwks={"keys": [key.as_dict(private=False)]} if by_key else None,
        )
    return Party(made, kind, nations, platform, client.client_id, secret, key)
