"""Verification of access tokens (RFC 9068, section 4)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from joserfc.jwk import ECKey

from auth import jose
from auth.errors import InvalidToken
from auth.id_formats import is_client_id, is_jti
from auth.keys import get_key_ring
from services.core.settings import get_settings

# The largest difference between the clocks of two of our own servers.
CLOCK_SKEW_SECONDS = 5
# RFC 9068, section 4: a token with any other `typ` is refused.
ACCESS_TOKEN_TYPES = ("at+jwt", "application/at+jwt")
CLIENT_EPOCH_CLAIM = "cep"
STRING_CLAIMS = ("iss", "aud", "sub", "client_id", "jti", "scope", "org", "org_kind")
INTEGER_CLAIMS = ("iat", "nbf", "exp", CLIENT_EPOCH_CLAIM)
# About 10 MB of tokens in each process. The least recently used one is verified again.
MAX_REMEMBERED_TOKENS = 4096
# The largest value of PostgreSQL's bigint, with which the client epoch is compared.
MAX_INTEGER_CLAIM = 2**63 - 1


@dataclass(frozen=True, slots=True)
class AccessToken:
    """The claims of an access token that this server signed. All times are seconds since 1970-01-01 UTC.

    `client_epoch` is the epoch of the client when the token was issued: raising the client's epoch revokes the token.
    """

    issuer: str
    audience: str
    subject: str
    client_id: str
    client_epoch: int
    organisation_id: UUID
    organisation_kind: str
    roles: tuple[str, ...]
    scopes: frozenset[str]
    jti: str
    issued_at: int
    not_before: int
    expires_at: int

    def require_current(self) -> None:
        """Raise InvalidToken unless the token is valid at this moment by its own times (RFC 7519, section 4.1)."""
        now = time.time()
        latest_start = now + CLOCK_SKEW_SECONDS
        if now >= self.expires_at or self.not_before > latest_start or self.issued_at > latest_start:
            raise InvalidToken


def verify_issued_token(token: str) -> AccessToken:
    """Return the claims of an access token that this server signed, also when it has expired.

    Checks signature, type, issuer, audience and the types of all claims (RFC 9068, section 4). What the text alone
    decides is remembered; time and signing key are checked at each use.

    Raises:
        InvalidToken: for any other text.
    """
    access_token, key_id = _verify_text(token)
    _find_key(key_id)
    return access_token


@lru_cache(maxsize=MAX_REMEMBERED_TOKENS)
def _verify_text(token: str) -> tuple[AccessToken, object]:
    """Return the claims of a token and the id of its key. Only results are remembered, so a refusal verifies again."""
    try:
        header, _ = jose.decode_unverified(token)
        key = _find_key(header.get("kid"))
        claims = jose.verify(token, key, jose.ACCESS_TOKEN_REGISTRY, ACCESS_TOKEN_TYPES)
    except jose.InvalidJwt:
        raise InvalidToken from None
    if jose.normalize_low_s(token) != token or not _has_valid_types(claims):
        raise InvalidToken
    issuer = get_settings().issuer
    if (claims["iss"], claims["aud"]) != (issuer, issuer):
        raise InvalidToken
    return _to_access_token(claims), header["kid"]


def _find_key(key_id: object) -> ECKey:
    """Return the key with this id that verifies tokens now; raise InvalidToken when there is none."""
    if key := get_key_ring().find_verification_key(key_id):
        return key
    raise InvalidToken


def _has_valid_types(claims: jose.Claims) -> bool:
    """Return whether every claim is present, of its type, and fit for a parameter of a database query."""
    strings = all(isinstance(claims.get(name), str) for name in STRING_CLAIMS)
    integers = all(type(claims.get(name)) is int and claims[name] <= MAX_INTEGER_CLAIM for name in INTEGER_CLAIMS)
    roles = claims.get("roles")
    role_names = isinstance(roles, list) and all(isinstance(role, str) for role in roles)
    return strings and integers and role_names and is_client_id(claims["client_id"]) and is_jti(claims["jti"])


def _to_access_token(claims: jose.Claims) -> AccessToken:
    """Return the token of claims whose types are valid; raise InvalidToken when `org` is no UUID."""
    try:
        organisation_id = UUID(claims["org"])
    except ValueError:
        raise InvalidToken from None
    return AccessToken(
        issuer=claims["iss"],
        audience=claims["aud"],
        subject=claims["sub"],
        client_id=claims["client_id"],
        client_epoch=claims[CLIENT_EPOCH_CLAIM],
        organisation_id=organisation_id,
        organisation_kind=claims["org_kind"],
        roles=tuple(claims["roles"]),
        scopes=frozenset(claims["scope"].split()),
        jti=claims["jti"],
        issued_at=claims["iat"],
        not_before=claims["nbf"],
        expires_at=claims["exp"],
    )
