"""Metadata of the authorization server (RFC 8414) and of the API as its protected resource (RFC 9728)."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from auth import jose
from auth.models import AUTH_METHODS, CLIENT_CREDENTIALS
from auth.scopes import ALL_SCOPES
from services.core.settings import get_settings

RESOURCE_METADATA_PATH = "/.well-known/oauth-protected-resource"


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
        # RFC 9728, section 4: the counterpart of `authorization_servers` below.
        "protected_resources": [issuer],
        "service_documentation": f"{issuer}/docs",
    }


def build_resource_metadata() -> dict[str, object]:
    """Return the metadata document of the API. `resource` is the audience of access tokens."""
    issuer = get_settings().issuer
    return {
        "resource": issuer,
        "authorization_servers": [issuer],
        "scopes_supported": sorted(ALL_SCOPES),
        "bearer_methods_supported": ["header"],
        "resource_name": "Tarian",
        "resource_documentation": f"{issuer}/docs",
    }


def get_resource_metadata_url() -> str:
    """Return the URL of the API's metadata document (RFC 9728, section 3): the well-known part precedes the path."""
    parts = urlsplit(get_settings().issuer)
    return urlunsplit(parts._replace(path=f"{RESOURCE_METADATA_PATH}{parts.path}"))


def _describe_endpoint(name: str, url: str) -> dict[str, object]:
    """Return the members about one endpoint; clients authenticate alike at all of them."""
    return {
        f"{name}_endpoint": url,
        f"{name}_endpoint_auth_methods_supported": list(AUTH_METHODS),
        f"{name}_endpoint_auth_signing_alg_values_supported": list(jose.ASSERTION_ALGORITHMS),
    }
