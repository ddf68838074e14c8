"""Tokens as this server signs them, and as it never would."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from joserfc.jwk import ECKey

from auth import jose, keys
from services.core.settings import get_settings
from tests.auth.parties import Party, signed


def claims(party: Party, **changes: object) -> dict[str, Any]:
    """What a good token of this client says, with changes; None leaves a claim out."""
    now = int(time.time())
    good = {
        "iss": get_settings().issuer,
        "aud": get_settings().issuer,
        "sub": party.client_id,
        "client_id": party.client_id,
        "iat": now,
        "nbf": now,
        "exp": now + 60,
        "jti": uuid4().hex,
        "scope": "incidents:read",
        "org": str(party.organisation_id),
        "org_kind": "school",
        "roles": [],
        "cep": 1,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def minted(party: Party, header: dict[str, Any] | None = None, key: ECKey | None = None, **changes: object) -> str:
    """A token under this server's own key, unless another is given; None leaves a header out."""
    signer = key or keys.ring().signing()
    full = {"alg": "ES256", "typ": "at+jwt", "kid": signer.kid} | (header or {})
    kept = {name: value for name, value in full.items() if value is not None}
    return jose.in_one_spelling(signed(kept, claims(party, **changes), signer))
