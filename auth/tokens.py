"""Access tokens: RFC 9068, ES256, ten minutes, for this API. No names, no case ids."""

from __future__ import annotations

import time
from typing import Any

from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator, JWTBearerTokenValidator
from joserfc.jwk import KeySet

from auth import jose, keys
from auth.errors import InvalidToken
from auth.id_formats import is_client_id, is_jti
from auth.models import OAuthClient
from services.core.settings import get_settings

LIFETIME_SECONDS = 600
# The clocks of two of our own servers.
SKEW_SECONDS = 5
ACCESS_TOKEN_TYPES = ("at+jwt", "application/at+jwt")
TEXTS = ("iss", "aud", "sub", "client_id", "jti", "scope", "org", "org_kind")
NUMBERS = ("iat", "nbf", "exp", "cep")
# What a bigint holds.
LARGEST = 2**63 - 1


class TokenGenerator(JWTBearerTokenGenerator):
    """Authlib's tokens would live ten days and be addressed to the client."""

    def __init__(self) -> None:
        super().__init__(
            issuer=get_settings().issuer,
            alg=jose.SIGNING_ALGORITHM,
            expires_generator=lambda _client, _grant_type: LIFETIME_SECONDS,
        )

    def access_token_generator(self, **about: Any) -> str:
        return jose.in_one_spelling(super().access_token_generator(**about))

    def get_jwks(self) -> KeySet:
        """A set of exactly one: a bare key would leave `kid` out, and of several a random one would sign."""
        return KeySet([keys.ring().signing()])

    def get_audiences(self, _client: OAuthClient, _user: None, _scope: str) -> str:
        return get_settings().issuer

    def get_extra_claims(self, client: OAuthClient, _grant: str, _user: None, _scope: str) -> dict[str, Any]:
        return {
            "nbf": int(time.time()),
            "org": str(client.organisation_id),
            "org_kind": client.organisation_kind,
            "roles": list(client.roles),
            "cep": client.epoch,
        }


class TokenValidator(JWTBearerTokenValidator):
    """What a token says, if we signed it as an access token and it is valid at this moment.

    Authlib's would accept a token without a type, any recommended algorithm and a scope of any shape.
    """

    def __init__(self) -> None:
        super().__init__(issuer=get_settings().issuer, resource_server=get_settings().issuer)

    def authenticate_token(self, token_string: str) -> jose.Claims:
        """The claims under a good signature of ours, of the right types, with no regard to the time."""
        try:
            header, _ = jose.peek(token_string)
            key = keys.ring().verifying(header.get("kid"))
            if key is None:
                raise InvalidToken
            claims: jose.Claims = jose.verified(token_string, key, jose.TOKENS, ACCESS_TOKEN_TYPES).claims
        except jose.Unreadable:
            raise InvalidToken from None
        if jose.in_one_spelling(token_string) != token_string:
            raise InvalidToken
        if not _well_typed(claims) or (claims["iss"], claims["aud"]) != (self.issuer, self.resource_server):
            raise InvalidToken
        return claims

    def validate_token(self, token: jose.Claims, *_: object, **__: object) -> None:
        """The time is right; who may still use the token is the protector's question."""
        now = time.time()
        if not (token["nbf"] - SKEW_SECONDS <= now < token["exp"] and token["iat"] - SKEW_SECONDS <= now):
            raise InvalidToken


def _well_typed(claims: jose.Claims) -> bool:
    texts = all(isinstance(claims.get(name), str) for name in TEXTS)
    numbers = all(type(claims.get(name)) is int and claims[name] <= LARGEST for name in NUMBERS)
    roles = claims.get("roles")
    listed = isinstance(roles, list) and all(isinstance(role, str) for role in roles)
    return texts and numbers and listed and is_client_id(claims["client_id"]) and is_jti(claims["jti"])
