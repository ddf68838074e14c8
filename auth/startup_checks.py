"""Checks of the authorization server before the first request is served."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import func, select

from auth.keys import get_key_ring
from auth.models import OAuthClient
from services.core.db import transaction
from services.core.settings import Misconfigured, Settings

# Scheme and host in the only spelling, so that `iss` and `aud` of all tokens are equal; no query, fragment or space.
ISSUER = re.compile(r"https?://[a-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")


def check_authorization_server(settings: Settings) -> None:
    """Create the first signing key; raise Misconfigured when this process must not start."""
    _check_issuer(settings.issuer)
    if settings.environment == "production":
        _check_no_sandbox_clients()
    # Decrypts a key, and so fails when the encryption key is not the one that the database was filled with.
    get_key_ring().get_signing_key()


def _check_issuer(issuer: str) -> None:
    """Raise Misconfigured unless the issuer is a URL that RFC 8414, section 2 allows; http only on this machine."""
    if not ISSUER.fullmatch(issuer) or not _has_secure_origin(issuer):
        raise Misconfigured("TARIAN_ISSUER must be an https address, or http on this machine, without ? and #")


def _has_secure_origin(issuer: str) -> bool:
    """Return True for https and for http on loopback.

    Authlib's function of this kind accepts everything when the environment holds AUTHLIB_INSECURE_TRANSPORT.
    """
    try:
        parts = urlsplit(issuer)
        has_valid_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not parts.hostname or "@" in parts.netloc or not has_valid_port:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(hostname: str) -> bool:
    """Return True for `localhost` and the loopback addresses of IPv4 and IPv6."""
    try:
        return hostname == "localhost" or ip_address(hostname).is_loopback
    except ValueError:
        return False


def _check_no_sandbox_clients() -> None:
    """Raise Misconfigured when the database holds sandbox clients, disabled ones included."""
    with transaction(None) as session:
        count = session.scalar(select(func.count()).select_from(OAuthClient).where(OAuthClient.sandbox))
    if count:
        raise Misconfigured(f"production does not start with {count} sandbox clients in its database")
