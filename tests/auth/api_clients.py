"""OAuth clients as their developers see them: a base URL, a client id, and a secret or a key."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
SIGNING_ALGORITHMS = ["ES256", "PS256", "RS256", "EdDSA", "Ed25519"]
TIMEOUT_SECONDS = 20

Form = Mapping[str, str | bytes] | str | None


@dataclass(frozen=True)
class ApiClient:
    """One registered client. Responses never show `organisation_id`: it is here for comparing."""

    base_url: str
    client_id: str
    organisation_id: UUID
    secret: str | None = None
    key: Key | None = None
    # Whether the secret belongs in the form (`client_secret_post`) and not in the header (`client_secret_basic`).
    posts_secret: bool = False
    # The issuer of the service, where it is not the one in the settings of this process.
    issuer: str | None = None

    def request_token(self, **parameters: str) -> requests.Response:
        """Request an access token."""
        return self.post_authenticated("/oauth/token", {"grant_type": "client_credentials", **parameters})

    def post_authenticated(self, path: str, form: Mapping[str, str]) -> requests.Response:
        """Post a form with the credentials of this client, by its authentication method."""
        if self.secret is None:
            return self.post(path, {**form, **assertion_form(self.sign_assertion())})
        if self.posts_secret:
            return self.post(path, {**form, "client_id": self.client_id, "client_secret": self.secret})
        return self.post(path, form, auth=(self.client_id, self.secret))

    def get_token(self) -> str:
        """Return a new access token."""
        return str(self.request_token().json()["access_token"])

    def revoke(self, token: str, **parameters: str) -> requests.Response:
        """Revoke a token."""
        return self.post_authenticated("/oauth/revoke", {"token": token, **parameters})

    def introspect(self, token: str, **parameters: str) -> requests.Response:
        """Introspect a token."""
        return self.post_authenticated("/oauth/introspect", {"token": token, **parameters})

    def post(
        self,
        path: str,
        form: Form,
        *,
        auth: tuple[str, str | None] | None = None,
        headers: Mapping[str, str | bytes] | None = None,
        files: Mapping[str, tuple[None, str]] | None = None,
    ) -> requests.Response:
        """Post a form, well-formed or not, with the credentials that the arguments hold."""
        credentials = (auth[0], str(auth[1])) if auth else None
        return requests.post(
            self.base_url + path, form, auth=credentials, headers=headers, files=files, timeout=TIMEOUT_SECONDS
        )

    def assertion_claims(self, **changes: object) -> dict[str, object]:
        """Return the claims of a valid assertion, with changes; None leaves a claim out."""
        now = int(time.time())
        valid = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": self.issuer or get_settings().issuer,
            "iat": now,
            "exp": now + 60,
            "jti": uuid4().hex,
        }
        return {name: value for name, value in (valid | changes).items() if value is not None}

    def sign_assertion(
        self, key: Key | None = None, header: Mapping[str, object] | None = None, **changes: object
    ) -> str:
        """Return a signed assertion, which is valid without arguments."""
        signing_key = key or self.key
        assert signing_key is not None
        return sign_jws({"alg": "ES256", **(header or {})}, self.assertion_claims(**changes), signing_key)


def sign_jws(header: dict[str, object], claims: Mapping[str, object], key: Key) -> str:
    """Return a signed token with any header and claims, also those that must not be accepted."""
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=SIGNING_ALGORITHMS)


def sign_hs256(header: Mapping[str, object], claims: Mapping[str, object], secret: bytes) -> str:
    """Return a token signed with HS256. Does not use the library, which refuses a public key as the secret."""
    content = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    signature = hmac.digest(secret, content, "sha256")
    return b".".join((content, urlsafe_b64encode(signature).rstrip(b"="))).decode()


def assertion_form(assertion: str) -> dict[str, str]:
    """Return the form parameters that carry an assertion (RFC 7523, section 2.2)."""
    return {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}


def register_with_secret(
    base_url: str,
    scopes: Iterable[str] = SCOPES,
    *,
    organisation: UUID | None = None,
    posts_secret: bool = False,
    sandbox: bool = True,
) -> ApiClient:
    """Register a client with a secret for a school: a new school unless the organisation is given."""
    organisation = organisation or uuid4()
    method = CLIENT_SECRET_POST if posts_secret else CLIENT_SECRET_BASIC
    with transaction(None, as_operator=True) as session:
        client, secret = clients.register_client(
            session, organisation, "school", method, scopes, ["reporter"], sandbox=sandbox
        )
    return ApiClient(base_url, client.client_id, organisation, secret=secret, posts_secret=posts_secret)


def register_with_key(base_url: str, key: Key | None = None, *others: Key, issuer: str | None = None) -> ApiClient:
    """Register a client with these keys for a new platform; it signs with the first, or with a new one."""
    signing_key = key or ECKey.generate_key("P-256")
    organisation = uuid4()
    with transaction(None, as_operator=True) as session:
        client, _ = clients.register_client(
            session,
            organisation,
            "platform",
            PRIVATE_KEY_JWT,
            PLATFORM_SCOPES,
            [],
            sandbox=True,
            jwks={"keys": [each.as_dict(private=False) for each in (signing_key, *others)]},
        )
    return ApiClient(base_url, client.client_id, organisation, key=signing_key, issuer=issuer)
