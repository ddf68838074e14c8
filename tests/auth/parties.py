"""Clients as they exist outside: an address, an id and a key or a secret."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import requests
from joserfc import jws
from joserfc.jwk import ECKey, Key

from auth import clients
from auth.models import CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT
from services.core.db import transaction
from services.core.settings import get_settings

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SCOPES = ("changes:read", "incidents:read")
PLATFORM_SCOPES = ("changes:read", "escalations:read")
EVERY_ALGORITHM = ["ES256", "PS256", "RS256", "EdDSA"]
PATIENCE = 20


@dataclass(frozen=True)
class Party:
    """One client. `organisation_id` is only for comparing."""

    base_url: str
    client_id: str
    organisation_id: UUID
    secret: str | None = None
    key: Key | None = None
    posts: bool = False
    # Where the service goes by another name than the settings of this process say.
    issuer: str | None = None

    def ask(self, **parameters: str) -> requests.Response:
        """Ask for a token."""
        return self.signed_in("/oauth/token", {"grant_type": "client_credentials", **parameters})

    def signed_in(self, path: str, form: dict[str, str]) -> requests.Response:
        """Post it with credentials, in the way this client has to."""
        if self.secret is None:
            return self.post(path, form | asserted(self.assertion()))
        if self.posts:
            return self.post(path, form | {"client_id": self.client_id, "client_secret": self.secret})
        return self.post(path, form, auth=(self.client_id, self.secret))

    def token(self) -> str:
        """A good access token."""
        return str(self.ask().json()["access_token"])

    def revoke(self, token: str, **parameters: str) -> requests.Response:
        """Give a token back."""
        return self.signed_in("/oauth/revoke", {"token": token, **parameters})

    def introspect(self, token: str, **parameters: str) -> requests.Response:
        """Ask about a token."""
        return self.signed_in("/oauth/introspect", {"token": token, **parameters})

    def post(self, path: str, form: Any, **more: Any) -> requests.Response:
        """Whatever a caller may send."""
        return requests.post(self.base_url + path, data=form, timeout=PATIENCE, **more)

    def claims(self, **changes: object) -> dict[str, Any]:
        """What a good assertion says, with changes; None leaves a claim out."""
        now = int(time.time())
        good = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.issuer or get_settings().issuer,
            "iat": now,
            "exp": now + 60,
            "jti": uuid4().hex,
        }
        return {name: value for name, value in (good | changes).items() if value is not None}

    def assertion(self, key: Key | None = None, header: dict[str, Any] | None = None, **changes: object) -> str:
        """A signed assertion, good unless it is changed."""
        signer = key or self.key
        assert signer is not None
        return signed({"alg": "ES256", **(header or {})}, self.claims(**changes), signer)


def signed(header: dict[str, Any], claims: dict[str, Any], key: Key) -> str:
    """Any token, also one that nobody should accept."""
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=EVERY_ALGORITHM)


def hmac_signed(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """HS256 by hand, because the library refuses to sign with a public key."""
    content = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    signature = hmac.digest(secret, content, "sha256")
    return b".".join((content, urlsafe_b64encode(signature).rstrip(b"="))).decode()


def asserted(assertion: str) -> dict[str, str]:
    """The form parameters that carry an assertion."""
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}


def with_secret(
    base_url: str,
    scopes: Iterable[str] = SCOPES,
    *,
    organisation: UUID | None = None,
    posts: bool = False,
    **more: Any,
) -> Party:
    """A client of a school, a new one unless it is given."""
    organisation = organisation or uuid4()
    method = CLIENT_SECRET_POST if posts else CLIENT_SECRET_BASIC
    options: dict[str, Any] = {"roles": ["reporter"], "sandbox": True} | more
    with transaction(None) as session:
        client, secret = clients.register_client(session, organisation, "school", method, scopes, **options)
    return Party(base_url, client.client_id, organisation, secret=secret, posts=posts)


def with_key(base_url: str, key: Key | None = None, *others: Key, issuer: str | None = None) -> Party:
    """A platform's client; the first key is the one it signs with."""
    signer = key or ECKey.generate_key("P-256")
    organisation = uuid4()
    jwks = {"keys": [known.as_dict(private=False) for known in (signer, *others)]}
    with transaction(None) as session:
        client, _ = clients.register_client(
            session, organisation, "platform", PRIVATE_KEY_JWT, PLATFORM_SCOPES, [], True, jwks=jwks
        )
    return Party(base_url, client.client_id, organisation, key=signer, issuer=issuer)
