"""Checks of the authorization server before the first request is served."""

from __future__ import annotations

from authlib.common.security import is_secure_transport
from sqlalchemy import func, select

from auth.keys import get_key_ring
from auth.models import OAuthClient
from services.core.db import transaction
from services.core.settings import Misconfigured, Settings


def check_authorization_server(settings: Settings) -> None:
    """Create the first signing key; raise Misconfigured when this process must not start."""
    _check_issuer(settings.issuer)
    if settings.environment == "production":
        _check_no_sandbox_clients()
    # Decrypts a key, and so fails when the encryption key is not the one that the database was filled with.
    get_key_ring().get_signing_key()


def _check_issuer(issuer: str) -> None:
    """Raise Misconfigured unless the issuer is a URL that RFC 8414, section 2 allows; http only on this machine."""
    if not is_secure_transport(issuer) or "?" in issuer or "#" in issuer:
        raise Misconfigured("TARIAN_ISSUER must be an https address, or http on this machine, without ? and #")


def _check_no_sandbox_clients() -> None:
    """Raise Misconfigured when the database holds sandbox clients, disabled ones included."""
    with transaction(None) as session:
        count = session.scalar(select(func.count()).select_from(OAuthClient).where(OAuthClient.sandbox))
    if count:
        raise Misconfigured(f"production does not start with {count} sandbox clients in its database")
