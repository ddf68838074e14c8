"""The service refuses to start with a database role or settings with which data would not be protected."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from uuid import uuid4

import pytest

from services.core import startup_checks
from services.core.settings import (
    KEY_VARIABLES,
    KNOWN_KEYS,
    PRIVILEGED_VARIABLES,
    Misconfigured,
    get_settings,
    read_settings,
)
from tests.support.databases import ROOT, Database, copy_unconfigured_environment, set_environment
from tests.support.tables import connect_as_application


def encode(key: bytes) -> str:
    """Return a key as its variable holds it."""
    return base64.b64encode(key).decode()


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


# For each fault a key with it, in base64.
FAULTY_KEYS = {
    "missing": "",
    "short": encode(secrets.token_bytes(31)),
    "not base64": "not base64 at all",
    "zeros": encode(bytes(32)),
    "few different bytes": encode(bytes(range(200, 215)) * 3),
    "a repeated short key": encode(secrets.token_bytes(8) * 4),
    "a progression": encode(bytes(range(100, 164))),
    "a long text": encode(b"correct horse battery staple, and then some more"),
    "hexadecimal digits": encode(secrets.token_hex(32).encode()),
} | {f"a published key {number}": encode(key) for number, key in enumerate(sorted(KNOWN_KEYS))}


@pytest.mark.parametrize("variable", KEY_VARIABLES.values())
@pytest.mark.parametrize("fault", FAULTY_KEYS)
def test_a_key_that_anybody_could_guess_is_refused_by_its_name(database: Database, variable: str, fault: str) -> None:
    key = FAULTY_KEYS[fault]
    with pytest.raises(Misconfigured, match=variable) as refusal:
        read_settings(database.environment | {variable: key})
    assert not key or key not in str(refusal.value)


@pytest.mark.parametrize(("variable", "other"), list(permutations(KEY_VARIABLES.values(), 2)))
@pytest.mark.parametrize("suffix", [b"", b"and more"])
def test_two_keys_that_are_equal_or_begin_alike_are_refused(
    database: Database, variable: str, other: str, suffix: bytes
) -> None:
    key = base64.b64decode(database.environment[other]) + suffix
    with pytest.raises(Misconfigured, match="must be different keys"):
        read_settings(database.environment | {variable: encode(key)})


@pytest.mark.parametrize("variable", KEY_VARIABLES.values())
def test_a_changed_key_is_refused_at_every_later_start(database: Database, variable: str) -> None:
    """Given a database that was used; when a key is another one; then start is refused, until the old one is back."""
    startup_checks.check_database(get_settings())
    changed = database.environment | {variable: encode(secrets.token_bytes(32))}
    for _ in range(2):
        with pytest.raises(Misconfigured, match=f"{variable} is not the key"):
            startup_checks.check_database(read_settings(changed))
    startup_checks.check_database(get_settings())


PROGRAMS = {
    "web server": ("-c", "import wsgi"),
    "worker": ("-m", "worker"),
    "auth": ("-m", "auth", "rotate-keys"),
    "operator": ("-m", "api.operator", "suspend-organisation", str(uuid4())),
    "jobs": ("-m", "services.jobs", "failed"),
    "sandbox": ("-m", "api.sandbox", "--clients", os.devnull),
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_refuses_a_changed_key(database: Database, program: str) -> None:
    startup_checks.check_database(get_settings())
    changed = database.environment | {"TARIAN_FINGERPRINT_KEY": encode(secrets.token_bytes(32))}
    result = run_program(program, changed)
    assert result.returncode == 1
    assert "TARIAN_FINGERPRINT_KEY is not the key that this database was filled with" in result.stderr


def test_a_worker_that_starts_while_the_database_is_down_says_so_in_one_line(database: Database) -> None:
    unreachable = {"DATABASE_URL": "postgresql://127.0.0.1:1/tarian"}
    result = run_program("worker", database.environment | unreachable)
    assert (result.returncode, result.stderr) == (1, "worker: the database does not answer\n")


def run_program(program: str, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program with these settings, without those that it must not have, to its end."""
    dropped = PRIVILEGED_VARIABLES if program in ("web server", "worker") else ()
    environ = copy_unconfigured_environment() | {k: value for k, value in variables.items() if k not in dropped}
    command = [sys.executable, *PROGRAMS[program]]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)


def test_the_check_values_reveal_no_key_and_cannot_be_replaced(database: Database) -> None:
    startup_checks.check_database(get_settings())
    with connect_as_application(database, None) as connection:
        connection.execute("select record_key_checks('{}')")
        ((stored),) = connection.execute("select key_checks from installation").fetchall()
    assert stored["key_checks"] == startup_checks.compute_key_checks(get_settings())
    for variable in KEY_VARIABLES.values():
        assert base64.b64decode(database.environment[variable]).hex() not in str(stored)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TARIAN_LOG_LEVEL", "chatty"),
        ("TARIAN_PREPARED_STATEMENTS", "yes"),
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
