"""Create 300 organisations with an OAuth client each, through the functions of services and auth."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.jwk import ECKey

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from auth.scopes import allowed_scopes
from services import organisations
from services.core import clock
from services.core.db import transaction
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

AGREEMENT_START = datetime(2020, 1, 1, tzinfo=UTC)
GROUPS = ("platforms", "unions", "schools")
NATIONS = ("ENG", "WLS", "SCT", "NIR")
PLATFORM_CODES = ("tiktok", "youtube", "instagram", "snapchat")
UNION_COUNT, SCHOOL_COUNT = 6, 285
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME_SECONDS = 600


@dataclass(frozen=True, slots=True)
class BenchOrganisation:
    """An organisation with the credentials of its client: a secret, or for a platform a key."""

    id: UUID
    kind: Kind
    nations: tuple[str, ...]
    platform: str | None
    client_id: str
    secret: str | None = field(repr=False)
    key: ECKey = field(repr=False)

    def build_token_request(self, issuer: str) -> tuple[dict[str, str], bytes]:
        """Return headers and body of a token request. One with an assertion can be sent only once."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        form = {"grant_type": "client_credentials"}
        if self.secret is not None:
            credentials = base64.b64encode(f"{quote(self.client_id)}:{quote(self.secret)}".encode()).decode()
            return {**headers, "Authorization": f"Basic {credentials}"}, urlencode(form).encode()
        form |= {"client_assertion_type": JWT_BEARER, "client_assertion": self._sign_assertion(issuer)}
        return headers, urlencode(form).encode()

    def _sign_assertion(self, issuer: str) -> str:
        """Return a signed JWT that authenticates the client (RFC 7523, section 2.2)."""
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": issuer,
            "jti": uuid4().hex,
            "iat": now,
            "exp": now + ASSERTION_LIFETIME_SECONDS,
        }
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)


@dataclass(frozen=True, slots=True)
class BenchOrganisations:
    """All organisations but the governments. The helpline sees every incident, the first platform most escalations."""

    helpline: BenchOrganisation
    platforms: list[BenchOrganisation]
    unions: list[BenchOrganisation]
    schools: list[BenchOrganisation]


def read_organisations(organisations: dict[str, Any]) -> BenchOrganisations:
    """Return the organisations that a revision has created, from the JSON of in_revision.py."""
    groups = {name: [_read_organisation(item) for item in organisations[name]] for name in GROUPS}
    return BenchOrganisations(helpline=_read_organisation(organisations["helpline"]), **groups)


def create_organisations() -> BenchOrganisations:
    """Create all organisations in the configured database, with an agreement for each nation that covers all data."""
    helpline = _create_organisation(Kind.HELPLINE, "Helpline", NATIONS)
    platforms = [
        _create_organisation(Kind.PLATFORM, f"Platform {code}", NATIONS, platform=code) for code in PLATFORM_CODES
    ]
    unions = [_create_organisation(Kind.UNION, f"Union {number}", NATIONS) for number in range(UNION_COUNT)]
    for nation in NATIONS:
        _create_organisation(Kind.GOVERNMENT, f"Government {nation}", (nation,))
    schools = [
        _create_organisation(
            Kind.SCHOOL, f"Ash Lane School {number}", (NATIONS[number % len(NATIONS)],), known_to=(helpline.id,)
        )
        for number in range(1, SCHOOL_COUNT + 1)
    ]
    parties = [organisation.id for organisation in (*platforms, *unions, *schools)]
    with transaction(helpline.id, as_operator=True) as session:
        for nation in NATIONS:
            organisations.sign_agreement(
                session,
                helpline.id,
                parties,
                nation=nation,
                data_classes=list(DataClass),
                valid_from=AGREEMENT_START,
            )
    return BenchOrganisations(helpline, platforms, unions, schools)


def _create_organisation(
    kind: Kind, name: str, nations: tuple[str, ...], *, platform: str | None = None, known_to: tuple[UUID, ...] = ()
) -> BenchOrganisation:
    """Register an organisation and its client; `known_to` are the organisations that can see it."""
    organisation_id = clock.new_id()
    key = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    uses_key = kind is Kind.PLATFORM
    with transaction(organisation_id, as_operator=True) as session:
        organisations.register_organisation(
            session, organisation_id, kind, name, nations=nations, platform=platform, known_to=known_to
        )
        client, secret = clients.register_client(
            session,
            organisation_id,
            kind.value,
            PRIVATE_KEY_JWT if uses_key else CLIENT_SECRET_BASIC,
            allowed_scopes(kind),
            [f"{kind.value}.system"],
            True,
            jwks={"keys": [key.as_dict(private=False)]} if uses_key else None,
        )
    return BenchOrganisation(organisation_id, kind, nations, platform, client.client_id, secret, key)


def _read_organisation(fields: dict[str, Any]) -> BenchOrganisation:
    """Return an organisation from its JSON."""
    values = {
        "id": UUID(fields["id"]),
        "kind": Kind(fields["kind"]),
        "nations": tuple(fields["nations"]),
        "key": ECKey.import_key(fields["key"]),
    }
    return BenchOrganisation(**{**fields, **values})
