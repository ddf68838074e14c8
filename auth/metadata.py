"""What a client can find out by itself (RFC 8414)."""

from __future__ import annotations

from typing import Any

from auth import jose, scopes
from auth.models import CLIENT_CREDENTIALS, CLIENT_SECRET_BASIC, PRIVATE_KEY_JWT
from services.settings import settings


def metadata() -> dict[str, Any]:
    """The document; every address from the configured issuer."""
    issuer = settings().issuer
    methods = [PRIVATE_KEY_JWT, CLIENT_SECRET_BASIC]
    algorithms = list(jose.ASSERTION_ALGORITHMS)
    return {
        "issuer": issuer,
        "token_endpoint": f"{issuer}/oauth/token",
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported": algorithms,
        "revocation_endpoint": f"{issuer}/oauth/revoke",
        "revocation_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_signing_alg_values_supported": algorithms,
        "jwks_uri": f"{issuer}/oauth/jwks",
        "scopes_supported": sorted(scopes.KNOWN),
        "grant_types_supported": [CLIENT_CREDENTIALS],
        # Required to be there; empty because nothing is authorized in a browser yet.
        "response_types_supported": [],
    }
