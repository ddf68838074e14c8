"""What keeps the service from starting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from auth import clients, startup_checks
from auth.models import SigningKey
from services.core.db import transaction
from services.core.settings import Misconfigured, get_settings
from tests.auth.parties import with_secret
from tests.support.databases import Database


def test_production_refuses_a_database_with_sandbox_clients(database: Database) -> None:
    """Given clients of both kinds; when production starts; then it refuses, whether or not they are closed."""
    production = replace(get_settings(), environment="production")
    with_secret("", sandbox=False)
    startup_checks.check(production)
    party = with_secret("")
    with transaction(None) as session:
        clients.disable(session, party.client_id)
    with pytest.raises(Misconfigured, match="sandbox"):
        startup_checks.check(production)


def test_a_sandbox_starts_with_them(database: Database) -> None:
    with_secret("")
    startup_checks.check(get_settings())


@pytest.mark.parametrize(
    "issuer", ["http://tarian.example", "ftp://x", "tarian", "https://x/?a", "https://x/#a", "http://"]
)
def test_an_issuer_must_be_an_address_that_nobody_can_listen_in_on(database: Database, issuer: str) -> None:
    with pytest.raises(Misconfigured, match="TARIAN_ISSUER"):
        startup_checks.check(replace(get_settings(), issuer=issuer))


@pytest.mark.parametrize(
    "issuer", ["https://tarian.example", "http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:2"]
)
def test_https_and_this_machine_are_good_issuers(database: Database, issuer: str) -> None:
    startup_checks.check(replace(get_settings(), issuer=issuer))


def test_the_first_key_is_there_before_the_first_request(database: Database) -> None:
    startup_checks.check(get_settings())
    with transaction(None) as session:
        assert session.scalar(select(func.count()).select_from(SigningKey)) == 1
