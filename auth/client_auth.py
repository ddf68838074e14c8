"""How a client proves who it is: with a secret, or with an assertion that it signed."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

from authlib.oauth2.rfc6749 import InvalidClientError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import Executable, bindparam, select

from auth import jose, replay_cache
from auth.id_formats import is_client_id, is_jti
from auth.models import CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT, OAuthClient
from auth.request import FormRequest
from services.core.settings import get_settings
from services.core.statements import compiled_once, read_with_retry

OLDEST_SECONDS = 300
LONGEST_SECONDS = 3600
SKEW_SECONDS = 30
# A used jti outlives its assertion by this much, for the clocks of workers and database differ.
KEPT_AFTERWARDS = timedelta(seconds=300)
ASSERTION_TYPES = (None, "jwt", "client-authentication+jwt")
# One sentence for an unknown client, a closed one and a wrong secret or key: none of them confirms a client id.
FAILED = "Client authentication failed."


class FaultyAssertion(InvalidClientError):
    """The client's key signed it, but it says the wrong thing: its maker may know what."""


def find(client_id: str) -> OAuthClient | None:
    """The client, if the id could be one and the client is open."""
    if not is_client_id(client_id):
        return None
    (found,) = read_with_retry(None, _open_client().bind(client_id=client_id))
    return OAuthClient(**found[0]) if found else None


@compiled_once
def _open_client() -> Executable:
    client = OAuthClient.__table__
    return select(client).where(client.c.client_id == bindparam("client_id"), client.c.active)


def authenticate_basic(query_client: Any, request: FormRequest) -> OAuthClient | None:
    """`client_secret_basic`. Authlib's own answers 500 to bytes that are no text."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    client: OAuthClient | None = query_client(unquote_plus(client_id))
    return client if client and client.check_client_secret(unquote_plus(secret)) else None


def authenticate_post(query_client: Any, request: FormRequest) -> OAuthClient | None:
    """`client_secret_post`. Authlib's own tells an unknown client from a wrong secret."""
    client_id, secret = request.form.get("client_id"), request.form.get("client_secret")
    if not client_id or not secret:
        return None
    client: OAuthClient | None = query_client(client_id)
    return client if client and client.check_client_secret(secret) else None


class PrivateKeyJwt(JWTBearerClientAssertion):
    """`private_key_jwt`, with pinned algorithms and a short life that Authlib does not ask for."""

    CLIENT_AUTH_METHOD = PRIVATE_KEY_JWT

    def __init__(self) -> None:
        super().__init__(validate_jti=True, leeway=SKEW_SECONDS)

    def get_audiences(self) -> list[str]:
        issuer = get_settings().issuer
        return [issuer, f"{issuer}/oauth/token"]

    def extract_assertion(self, assertion: str) -> tuple[dict[str, Any], jose.Claims]:
        """Nothing here is verified yet: Authlib's own falls over deep JSON and odd headers."""
        try:
            return jose.peek(assertion)
        except jose.Unreadable:
            raise InvalidClientError(description=FAILED) from None

    def resolve_client_public_key(self, client: OAuthClient) -> KeySet:
        if client.auth_method != PRIVATE_KEY_JWT or client.jwks is None:
            raise InvalidClientError(description=FAILED)
        return KeySet.import_key_set({"keys": client.jwks["keys"]})

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> jwt.Claims:
        """Authlib passes no algorithms, and puts the library's words with the caller's text in them into the answer."""
        try:
            claims = jose.verified(assertion, resolve_key, jose.ASSERTIONS, ASSERTION_TYPES).claims
        except jose.Unreadable:
            raise InvalidClientError(description=FAILED) from None
        self.verify_claims(claims)
        return claims

    def verify_claims(self, claims: jwt.Claims) -> None:
        """Ours first, because Authlib's end with using up the jti."""
        if fault := _fault(claims, set(self.get_audiences())):
            raise FaultyAssertion(description=fault)
        try:
            super().verify_claims(claims)
        except InvalidClientError as error:
            raise FaultyAssertion(description=error.description) from None

    def validate_jti(self, claims: jwt.Claims, jti: str) -> bool:
        expires_at = datetime.fromtimestamp(claims["exp"], UTC) + KEPT_AFTERWARDS
        return replay_cache.first_use(claims["sub"], jti, expires_at)


def _fault(claims: jwt.Claims, audiences: set[str]) -> str | None:
    """What is wrong with signed claims, in words for the client's maker. The signature is good, so nothing leaks."""
    now = datetime.now(UTC).timestamp()
    issued, expires, jti, audience = (claims.get(name) for name in ("iat", "exp", "jti", "aud"))
    if not _number(issued) >= now - OLDEST_SECONDS:
        return f"The assertion must carry an iat of the last {OLDEST_SECONDS} seconds."
    if not now < _number(expires) <= now + LONGEST_SECONDS:
        return f"The assertion must carry an exp in the next {LONGEST_SECONDS} seconds."
    if not is_jti(jti):
        return "The assertion must carry a jti of 1 to 255 printable ASCII characters."
    named = audience if isinstance(audience, list) else [audience]
    # An assertion that another server may take as well could be played on by that server.
    if not named or not all(isinstance(name, str) and name in audiences for name in named):
        return "The assertion must name this server, and only this server, as aud."
    return None


def _number(value: object) -> float:
    """Not a number at all compares false with every moment."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")


METHODS = {
    PRIVATE_KEY_JWT: PrivateKeyJwt(),
    CLIENT_SECRET_BASIC: authenticate_basic,
    CLIENT_SECRET_POST: authenticate_post,
}
