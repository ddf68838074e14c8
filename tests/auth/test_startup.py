"""Checks of the authorization server at startup."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from auth import clients, startup_checks
from auth.models import SigningKey
from services.core.db import transaction
from services.core.settings import Environment, Misconfigured, get_settings
from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.processes import check_app_starts
from tests.auth.api_clients import register_with_secret
from tests.support.databases import Database


def test_production_refuses_a_database_with_sandbox_clients(database: Database) -> None:
    """Given a sandbox client; when production starts; then it refuses, even if the client is disabled."""
    production = replace(get_settings(), environment="production")
    register_with_secret("", sandbox=False)
    startup_checks.check_authorization_server(production)
    client = register_with_secret("")
    with transaction(None, as_operator=True) as session:
        clients.disable(session, client.client_id)
    with pytest.raises(Misconfigured, match="sandbox"):
        startup_checks.check_authorization_server(production)


def test_a_sandbox_starts_with_sandbox_clients(database: Database) -> None:
    register_with_secret("")
    startup_checks.check_authorization_server(get_settings())


INSECURE_ISSUERS = [
    "http://tarian.example",
    "http://localhost.tarian.example",
    "http://127.0.0.1.tarian.example",
    "http://localhost@tarian.example",
    "http://127.0.0.1:80@tarian.example",
    "http://10.0.0.1",
    "http://0.0.0.0:8000",
    "http://[::]:8000",
    "http://128.0.0.1",
    "http://2130706433",
    "HTTP://tarian.example",
    "HTTPS://tarian.example",
    "http://",
    "https://",
    "https:///path",
    "https://user:password@tarian.example",
    "https://tarian.example:0",
    "https://tarian.example:99999",
    "https://tarian.example\n",
    "https://tarian example",
    " https://tarian.example",
    "//tarian.example",
    "ftp://x",
    "tarian",
    "https://x/?a",
    "https://x/#a",
]
# Settings of the libraries that relax https, or seem to.
RELAXING_VARIABLES = dict.fromkeys(
    (
        "AUTHLIB_INSECURE_TRANSPORT",
        "OAUTHLIB_INSECURE_TRANSPORT",
        "AUTHLIB_RELAX_TOKEN_SCOPE",
        "TARIAN_ALLOW_INSECURE",
        "FLASK_DEBUG",
        "DEBUG",
    ),
    "1",
) | {"FLASK_ENV": "development", "TARIAN_ENVIRONMENT": "sandbox", "FORWARDED_ALLOW_IPS": "*"}


@pytest.mark.parametrize("issuer", INSECURE_ISSUERS)
@pytest.mark.parametrize("variables", [{}, RELAXING_VARIABLES], ids=["plain", "relaxed"])
def test_an_issuer_without_tls_or_with_a_query_is_refused_whatever_the_environment(
    database: Database, monkeypatch: pytest.MonkeyPatch, issuer: str, variables: Mapping[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    environments: tuple[Environment, ...] = ("production", "sandbox")
    for environment in environments:
        settings = replace(get_settings(), issuer=issuer, environment=environment)
        with pytest.raises(Misconfigured, match="TARIAN_ISSUER"):
            startup_checks.check_authorization_server(settings)


def test_the_service_does_not_start_with_an_issuer_without_tls(database: Database) -> None:
    variables = database.environment | RELAXING_VARIABLES | {"TARIAN_ISSUER": "http://tarian.example"}
    with pytest.raises(StartupError, match="TARIAN_ISSUER must be an https address"):
        check_app_starts(os.environ | variables)


@pytest.mark.parametrize(
    "issuer", ["https://tarian.example", "http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:2"]
)
def test_https_and_loopback_issuers_are_accepted(database: Database, issuer: str) -> None:
    startup_checks.check_authorization_server(replace(get_settings(), issuer=issuer))


def test_the_first_key_is_created_at_startup(database: Database) -> None:
    startup_checks.check_authorization_server(get_settings())
    with transaction(None, as_operator=True) as session:
        assert session.scalar(select(func.count()).select_from(SigningKey)) == 1
