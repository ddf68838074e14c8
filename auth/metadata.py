"""Metadata of the authorization server (RFC 8414)."""

from __future__ import annotations

from auth import jose
from auth.models import AUTH_METHODS, CLIENT_CREDENTIALS
from auth.scopes import ALL_SCOPES
from services.core.settings import get_settings


def build_metadata() -> dict[str, object]:
    """Return the metadata document. Its URLs begin with the issuer of the settings."""
    issuer = get_settings().issuer
    return {
        "issuer": issuer,
        **_describe_endpoint("token", f"{issuer}/oauth/token"),
        **_describe_endpoint("revocation", f"{issuer}/oauth/revoke"),
        **_describe_endpoint("introspection", f"{issuer}/oauth/introspect"),
        "jwks_uri": f"{issuer}/oauth/jwks",
        "scopes_supported": sorted(ALL_SCOPES),
        "grant_types_supported": [CLIENT_CREDENTIALS],
        # RFC 8414 requires this member; no authorization endpoint exists that could return a response type.
        "response_types_supported": [],
    }


def _describe_endpoint(name: str, url: str) -> dict[str, object]:
    """Return the members about one endpoint; clients authenticate alike at all of them."""
    return {
        f"{name}_endpoint": url,
        f"{name}_endpoint_auth_methods_supported": list(AUTH_METHODS),
        f"{name}_endpoint_auth_signing_alg_values_supported": list(jose.ASSERTION_ALGORITHMS),
    }
