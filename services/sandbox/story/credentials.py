"""From a client's credentials to an access token, found by way of the server's metadata (RFC 8414)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

import requests
from joserfc import jwt
from joserfc.jwk import ECKey

from services.sandbox.story.expectations import Unexpected

METADATA = "/.well-known/oauth-authorization-server"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME = 60
PATIENCE = 15.0


def access_token(session: requests.Session, base_url: str, client: Mapping[str, Any]) -> str:
    """A token by client_credentials, proved in the client's own way."""
    server = session.get(base_url + METADATA, timeout=PATIENCE).json()
    form = {"grant_type": "client_credentials", "scope": " ".join(client["scopes"])}
    auth = None
    if client["auth_method"] == "private_key_jwt":
        form |= {"client_assertion_type": JWT_BEARER, "client_assertion": _assertion(client, server["issuer"])}
    else:
        # RFC 6749 encodes both halves as in a form before they are joined.
        auth = (quote_plus(client["client_id"]), quote_plus(client["client_secret"]))
    answer = session.post(server["token_endpoint"], data=form, auth=auth, timeout=PATIENCE)
    if answer.status_code != requests.codes.ok:
        raise Unexpected(f"the token endpoint answered {answer.status_code}: {answer.text[:200]}")
    return str(answer.json()["access_token"])


def _assertion(client: Mapping[str, Any], issuer: str) -> str:
    key = ECKey.import_key(client["private_key_jwk"])
    now = int(time.time())
    claims = {"iss": client["client_id"], "sub": client["client_id"], "aud": issuer, "jti": str(uuid4())}
    header = {"alg": "ES256", "kid": key.kid}
    return jwt.encode(header, {**claims, "iat": now, "exp": now + LIFETIME}, key)
