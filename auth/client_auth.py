"""Client authentication at the OAuth endpoints: `client_secret_basic` and `client_secret_post` (RFC 6749, section
2.3.1) and `private_key_jwt` (RFC 7523, section 2.2)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote_plus

from authlib.oauth2.rfc6749 import InvalidClientError
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from joserfc.jwk import KeySet

from auth import jose, replay_cache
from auth.form_request import FormRequest
from auth.id_formats import is_client_id, is_jti
from auth.models import CLIENT_SECRET_BASIC, CLIENT_SECRET_POST, PRIVATE_KEY_JWT, OAuthClient
from services.core.settings import get_settings

MAX_AGE_SECONDS = 300
MAX_LIFETIME_SECONDS = 3600
CLOCK_SKEW_SECONDS = 30
# A used jti is stored for longer than its assertion is valid, because the clocks of processes and database differ.
JTI_RETENTION_MARGIN = timedelta(seconds=300)
ASSERTION_TYPES = (None, "jwt", "client-authentication+jwt")
# The same sentence for an unknown client, a disabled one and a wrong secret or key: it must not confirm a client id.
AUTHENTICATION_FAILED = "Client authentication failed."

FindClient = Callable[[str], OAuthClient | None]


class InvalidAssertion(InvalidClientError):
    """The client's key signed the assertion, but a claim is wrong: its developer may learn which."""


def authenticate_basic(query_client: FindClient, request: FormRequest) -> OAuthClient | None:
    """Return the client whose `client_secret_basic` credentials the request carries, or None when it carries none.

    Replaces Authlib's function, which answers 500 to credentials that are not UTF-8.
    """
    credentials = _parse_basic_credentials(request)
    if credentials is None:
        return None
    client_id, secret = credentials
    client = query_client(client_id)
    return client if client and client.check_client_secret(secret) else None


def authenticate_post(query_client: FindClient, request: FormRequest) -> OAuthClient | None:
    """Return the client that the request's `client_id` and `client_secret` authenticate; None if missing or wrong.

    Replaces Authlib's function, whose errors distinguish an unknown client from a wrong secret.
    """
    client_id, secret = request.form.get("client_id"), request.form.get("client_secret")
    if not client_id or not secret:
        return None
    client = query_client(client_id)
    return client if client and client.check_client_secret(secret) else None


def find_presented_id(request: FormRequest) -> str:
    """Return the client id that the credentials of a request name, verified or not; an empty text if there is none."""
    presented = _parse_presented_id(request)
    return presented if is_client_id(presented) else ""


def _parse_presented_id(request: FormRequest) -> str:
    """Return the text that stands where the credentials of a request name a client."""
    if credentials := _parse_basic_credentials(request):
        return credentials[0]
    try:
        return str(jose.decode_unverified(request.form["client_assertion"])[1].get("sub"))
    except (KeyError, jose.InvalidJwt):
        return request.form.get("client_id", "")


def _parse_basic_credentials(request: FormRequest) -> tuple[str, str] | None:
    """Return id and secret of the Authorization header, decoded as RFC 6749, section 2.3.1 says, or None."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return unquote_plus(client_id), unquote_plus(secret)


class PrivateKeyJwt(JWTBearerClientAssertion):
    """`private_key_jwt` with pinned algorithms and a limit on age and lifetime, which Authlib does not check."""

    CLIENT_AUTH_METHOD = PRIVATE_KEY_JWT

    def __init__(self) -> None:
        super().__init__(validate_jti=True, leeway=CLOCK_SKEW_SECONDS)

    def get_audiences(self) -> list[str]:
        """Return the values of `aud` that name this server."""
        issuer = get_settings().issuer
        return [issuer, f"{issuer}/oauth/token"]

    def extract_assertion(self, assertion: str) -> tuple[jose.Header, jose.Claims]:
        """Return header and claims before the signature is verified.

        Replaces Authlib's method, which raises on deeply nested JSON and unusual headers.
        """
        try:
            return jose.decode_unverified(assertion)
        except jose.InvalidJwt:
            raise InvalidClientError(description=AUTHENTICATION_FAILED) from None

    def resolve_client_public_key(self, client: OAuthClient) -> KeySet:
        """Return the registered keys of the client; raise InvalidClientError when it uses another method."""
        if client.auth_method != PRIVATE_KEY_JWT or client.jwks is None:
            raise InvalidClientError(description=AUTHENTICATION_FAILED)
        return KeySet.import_key_set({"keys": client.jwks["keys"]})

    def process_assertion_claims(self, assertion: str, resolve_key: KeySet) -> jose.Claims:
        """Verify the signature and the claims; return the claims.

        Replaces Authlib's method, which passes no algorithms and puts the library's message, with parts of the request
        in it, into the response.
        """
        try:
            claims = jose.verify(assertion, resolve_key, jose.ASSERTION_REGISTRY, ASSERTION_TYPES)
        except jose.InvalidJwt:
            raise InvalidClientError(description=AUTHENTICATION_FAILED) from None
        self.verify_claims(claims)
        return claims

    def verify_claims(self, claims: jose.Claims) -> None:
        """Raise InvalidAssertion unless the claims are valid. Authlib's checks come last: they consume the jti."""
        now = datetime.now(UTC).timestamp()
        if error_description := find_claim_error(claims, set(self.get_audiences()), now):
            raise InvalidAssertion(description=error_description)
        try:
            super().verify_claims(claims)
        except InvalidClientError as error:
            raise InvalidAssertion(description=error.description) from None

    def validate_jti(self, claims: jose.Claims, jti: str) -> bool:
        """Return whether this is the first use of the assertion, and record it."""
        expires_at = datetime.fromtimestamp(claims["exp"], UTC) + JTI_RETENTION_MARGIN
        return replay_cache.consume_jti(claims["sub"], jti, expires_at)


def find_claim_error(claims: jose.Claims, audiences: set[str], now: float) -> str | None:
    """Return a sentence about the first invalid claim of an assertion whose signature is valid, or None.

    Args:
        claims: the claims, of any JSON types.
        audiences: the values of `aud` that name this server.
        now: the present time in seconds since 1970-01-01 UTC, as `iat` and `exp` are.
    """
    issued_at, expires_at, jti, audience = (claims.get(name) for name in ("iat", "exp", "jti", "aud"))
    if not _to_number(issued_at) >= now - MAX_AGE_SECONDS:
        return f"The assertion must carry an iat of the last {MAX_AGE_SECONDS} seconds."
    if not now < _to_number(expires_at) <= now + MAX_LIFETIME_SECONDS:
        return f"The assertion must carry an exp in the next {MAX_LIFETIME_SECONDS} seconds."
    if not is_jti(jti):
        return "The assertion must carry a jti of 1 to 255 printable ASCII characters."
    named = audience if isinstance(audience, list) else [audience]
    # Another server that accepts the same assertion could send it here.
    if not named or not all(isinstance(name, str) and name in audiences for name in named):
        return "The assertion must name this server, and only this server, as aud."
    return None


def _to_number(value: object) -> float:
    """Return the value if it is a JSON number, and NaN, for which every comparison is false, if it is not."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else float("nan")


AUTH_METHOD_HANDLERS = {
    PRIVATE_KEY_JWT: PrivateKeyJwt(),
    CLIENT_SECRET_BASIC: authenticate_basic,
    CLIENT_SECRET_POST: authenticate_post,
}
