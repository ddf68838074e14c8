"""What must be true before the first request is served."""

from __future__ import annotations

from authlib.common.security import is_secure_transport
from sqlalchemy import func, select

from auth import keys
from auth.models import OAuthClient
from services.core.db import transaction
from services.core.settings import Misconfigured, Settings


def check(settings: Settings) -> None:
    """Misconfigured, in one line, when this process must not start."""
    _check_issuer(settings.issuer)
    if settings.environment == "production":
        _check_clients()
    # Also makes the first key, and shows that the encryption key opens it.
    keys.ring().signing()


def _check_issuer(issuer: str) -> None:
    if not is_secure_transport(issuer) or "?" in issuer or "#" in issuer:
        raise Misconfigured("TARIAN_ISSUER must be an https address, or http on this machine, without ? and #")


def _check_clients() -> None:
    with transaction(None) as session:
        count = session.scalar(select(func.count()).select_from(OAuthClient).where(OAuthClient.sandbox))
    if count:
        raise Misconfigured(f"production does not start with {count} sandbox clients in its database")
