"""Checks of the authorization server at startup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from auth import clients, startup_checks
from auth.models import SigningKey
from services.core.db import transaction
from services.core.settings import Misconfigured, get_settings
from tests.auth.api_clients import register_with_secret
from tests.support.databases import Database


def test_production_refuses_a_database_with_sandbox_clients(database: Database) -> None:
    """Given a sandbox client; when production starts; then it refuses, even if the client is disabled."""
    production = replace(get_settings(), environment="production")
    register_with_secret("", sandbox=False)
    startup_checks.check_authorization_server(production)
    client = register_with_secret("")
    with transaction(None) as session:
        clients.disable(session, client.client_id)
    with pytest.raises(Misconfigured, match="sandbox"):
        startup_checks.check_authorization_server(production)


def test_a_sandbox_starts_with_sandbox_clients(database: Database) -> None:
    register_with_secret("")
    startup_checks.check_authorization_server(get_settings())


@pytest.mark.parametrize(
    "issuer", ["http://tarian.example", "ftp://x", "tarian", "https://x/?a", "https://x/#a", "http://"]
)
def test_an_issuer_without_tls_or_with_a_query_is_refused(database: Database, issuer: str) -> None:
    with pytest.raises(Misconfigured, match="TARIAN_ISSUER"):
        startup_checks.check_authorization_server(replace(get_settings(), issuer=issuer))


@pytest.mark.parametrize(
    "issuer", ["https://tarian.example", "http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:2"]
)
def test_https_and_loopback_issuers_are_accepted(database: Database, issuer: str) -> None:
    startup_checks.check_authorization_server(replace(get_settings(), issuer=issuer))


def test_the_first_key_is_created_at_startup(database: Database) -> None:
    startup_checks.check_authorization_server(get_settings())
    with transaction(None) as session:
        assert session.scalar(select(func.count()).select_from(SigningKey)) == 1
