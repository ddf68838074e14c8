"""Access tokens under this server's own key, with any header and claims."""

from __future__ import annotations

import time
from collections.abc import Mapping
from uuid import uuid4

from joserfc.jwk import ECKey

from auth import jose
from auth.keys import get_key_ring
from services.core.settings import get_settings
from tests.auth.api_clients import ApiClient, sign_jws


def token_claims(client: ApiClient, **changes: object) -> dict[str, object]:
    """Return the claims of a valid token of this client, with changes; None leaves a claim out."""
    now = int(time.time())
    valid = {
        "iss": get_settings().issuer,
        "aud": get_settings().issuer,
        "sub": client.client_id,
        "client_id": client.client_id,
        "iat": now,
        "nbf": now,
        "exp": now + 60,
        "jti": uuid4().hex,
        "scope": "incidents:read",
        "org": str(client.organisation_id),
        "org_kind": "school",
        "roles": [],
        "cep": 1,
    }
    return {name: value for name, value in (valid | changes).items() if value is not None}


def sign_token(
    client: ApiClient, header: Mapping[str, object] | None = None, key: ECKey | None = None, **changes: object
) -> str:
    """Return a token signed with the key, or with this server's. None leaves a header parameter or a claim out."""
    signing_key = key or get_key_ring().get_signing_key()
    full_header = {"alg": "ES256", "typ": "at+jwt", "kid": signing_key.kid} | dict(header or {})
    present = {name: value for name, value in full_header.items() if value is not None}
    return jose.normalize_low_s(sign_jws(present, token_claims(client, **changes), signing_key))
