"""What a client can find out by itself (RFC 8414)."""

from __future__ import annotations

from typing import Any

from auth import jose, scopes
from auth.models import AUTH_METHODS, CLIENT_CREDENTIALS
from services.core.settings import get_settings


def metadata() -> dict[str, Any]:
    """The document; every address from the configured issuer."""
    issuer = get_settings().issuer
    return {
        "issuer": issuer,
        **_endpoint("token", f"{issuer}/oauth/token"),
        **_endpoint("revocation", f"{issuer}/oauth/revoke"),
        **_endpoint("introspection", f"{issuer}/oauth/introspect"),
        "jwks_uri": f"{issuer}/oauth/jwks",
        "scopes_supported": sorted(scopes.KNOWN),
        "grant_types_supported": [CLIENT_CREDENTIALS],
        # Required to be there; empty because nothing is authorized in a browser yet.
        "response_types_supported": [],
    }


def _endpoint(name: str, address: str) -> dict[str, Any]:
    """A client signs in the same way everywhere."""
    return {
        f"{name}_endpoint": address,
        f"{name}_endpoint_auth_methods_supported": list(AUTH_METHODS),
        f"{name}_endpoint_auth_signing_alg_values_supported": list(jose.ASSERTION_ALGORITHMS),
    }
