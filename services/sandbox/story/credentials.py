"""Obtain an access token with a client's credentials; the endpoint comes from the server's metadata (RFC 8414)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NotRequired, TypedDict
from urllib.parse import quote_plus
from uuid import uuid4

import requests
from joserfc import jwt
from joserfc.jwk import ECKey

from services.sandbox.story.expectations import ExpectationFailed

METADATA_PATH = "/.well-known/oauth-authorization-server"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFETIME_SECONDS = 60
TIMEOUT_SECONDS = 15.0


class ClientCredentials(TypedDict):
    """An OAuth client: with a secret for client_secret_basic, with a private key (a JWK) for private_key_jwt."""

    organisation_id: str
    client_id: str
    auth_method: str
    scopes: Sequence[str]
    client_secret: NotRequired[str]
    private_key_jwk: NotRequired[dict[str, str | list[str]]]


def fetch_access_token(session: requests.Session, base_url: str, client: ClientCredentials) -> str:
    """Return a token from the client credentials grant (RFC 6749, section 4.4) with all scopes of the client.

    Raises:
        ExpectationFailed: the token endpoint refused the request.
    """
    metadata = session.get(base_url + METADATA_PATH, timeout=TIMEOUT_SECONDS).json()
    form = {"grant_type": "client_credentials", "scope": " ".join(client["scopes"])}
    auth = None
    if client["auth_method"] == "private_key_jwt":
        assertion = _sign_assertion(client, metadata["issuer"])
        form |= {"client_assertion_type": JWT_BEARER, "client_assertion": assertion}
    else:
        # RFC 6749, section 2.3.1: both parts are form-encoded before they are joined.
        auth = (quote_plus(client["client_id"]), quote_plus(client["client_secret"]))
    response = session.post(metadata["token_endpoint"], data=form, auth=auth, timeout=TIMEOUT_SECONDS)
    if response.status_code != requests.codes.ok:
        raise ExpectationFailed(f"the token endpoint returned {response.status_code}: {response.text[:200]}")
    return str(response.json()["access_token"])


def _sign_assertion(client: ClientCredentials, issuer: str) -> str:
    """Return a signed JWT that authenticates the client once (RFC 7523, section 2.2)."""
    key = ECKey.import_key(client["private_key_jwk"])
    now = int(time.time())
    claims = {
        "iss": client["client_id"],
        "sub": client["client_id"],
        "aud": issuer,
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + ASSERTION_LIFETIME_SECONDS,
    }
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)
