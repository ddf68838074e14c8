"""Creation of access tokens: JWTs as in RFC 9068, signed with ES256, for this API only.

They hold no names of people and no ids of cases.
"""

from __future__ import annotations

import time
from typing import TypedDict

from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from joserfc.jwk import KeySet

from auth import jose
from auth.keys import get_key_ring
from auth.models import OAuthClient
from services.core.settings import get_settings

LIFETIME_SECONDS = 600


class ExtraClaims(TypedDict):
    """The claims of an access token beside those of RFC 9068; `cep` is the client epoch."""

    nbf: int
    org: str
    org_kind: str
    roles: list[str]
    cep: int


class TokenIssuer(JWTBearerTokenGenerator):
    """Create access tokens. Authlib's generator would make them valid for ten days, with the client as audience."""

    def __init__(self) -> None:
        super().__init__(
            issuer=get_settings().issuer,
            alg=jose.SIGNING_ALGORITHM,
            expires_generator=lambda _client, _grant_type: LIFETIME_SECONDS,
        )

    def access_token_generator(self, **grant: object) -> str:
        """Return a signed token for the client, scope and grant type that Authlib passes."""
        return jose.normalize_low_s(super().access_token_generator(**grant))

    def get_jwks(self) -> KeySet:
        """Return a set that holds the signing key only.

        Given a bare key Authlib would leave `kid` out, and given several keys it would pick one at random.
        """
        return KeySet([get_key_ring().get_signing_key()])

    def get_audiences(self, _client: OAuthClient, _user: None, _scope: str) -> str:
        """Return the only audience of a token: this API."""
        return get_settings().issuer

    def get_extra_claims(self, client: OAuthClient, _grant: str, _user: None, _scope: str) -> ExtraClaims:
        """Return the claims that RFC 9068 does not define."""
        return {
            "nbf": int(time.time()),
            "org": str(client.organisation_id),
            "org_kind": client.organisation_kind,
            "roles": list(client.roles),
            "cep": client.epoch,
        }
