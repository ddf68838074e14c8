"""The service refuses to start with a database role or settings with which data would not be protected."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from services.core import startup_checks
from services.core.settings import KNOWN_KEYS, Misconfigured, get_settings, read_settings
from tests.support.databases import Database, set_environment


def test_the_service_starts_with_the_role_and_environment_of_its_database(database: Database) -> None:
    startup_checks.check_database(get_settings())


def test_the_service_refuses_to_connect_as_the_owner_of_the_tables(database: Database) -> None:
    # given a database URL with the role of the owner
    owner_environment = set_environment(database.environment | {"DATABASE_URL": database.owner_url})
    # then the service does not start
    with owner_environment, pytest.raises(Misconfigured, match="owns no table"):
        startup_checks.check_database(get_settings())


def test_the_service_refuses_production_settings_on_a_sandbox_database(database: Database) -> None:
    with pytest.raises(Misconfigured, match="for sandbox"):
        startup_checks.check_database(replace(get_settings(), environment="production"))


@pytest.mark.parametrize("name", ["TARIAN_ENCRYPTION_KEY", "TARIAN_FINGERPRINT_KEY", "TARIAN_SECRET_KEY"])
@pytest.mark.parametrize("key", ["", "c2hvcnQ=", "not base64 at all", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="])
def test_the_service_refuses_missing_short_malformed_and_trivial_keys(database: Database, name: str, key: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read_settings(database.environment | {name: key})


def test_the_service_refuses_every_published_key(database: Database) -> None:
    for key in KNOWN_KEYS:
        with pytest.raises(Misconfigured, match="default"):
            read_settings(database.environment | {"TARIAN_SECRET_KEY": base64.b64encode(key).decode()})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TARIAN_LOG_LEVEL", "chatty"),
        ("TARIAN_REQUEST_SECONDS", "soon"),
        ("TARIAN_REQUEST_SECONDS", "nan"),
        ("TARIAN_REQUEST_SECONDS", "0"),
        ("TARIAN_REQUEST_SECONDS", "1e9"),
        ("TARIAN_THREADS", "many"),
    ],
)
def test_the_service_names_the_variable_whose_value_it_refuses(database: Database, name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read_settings(database.environment | {name: value})
