"""Build the environment variables of the service: those of the caller, with defaults for the embedded database."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import psycopg

from services.core.settings import (
    KEY_VARIABLES,
    OPERATOR_VARIABLE,
    OWNER_VARIABLE,
    PRIVILEGED_VARIABLES,
    Misconfigured,
    read_settings,
)
from services.embedded_postgres.cluster import Cluster
from services.embedded_postgres.cluster_dir import write_private_file
from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.superuser import summarize_error

KEY_BYTES = 32
MINIMUM_SERVER_VERSION = 15
CONNECT_TIMEOUT_SECONDS = 5


def has_database_url(environ: Mapping[str, str]) -> bool:
    """Return whether the caller configured a PostgreSQL server, so that no embedded one is needed."""
    return bool(environ.get("DATABASE_URL") or environ.get("DATABASE_URL_FILE"))


def build_embedded_environment(
    environ: Mapping[str, str], cluster: Cluster, base_url: str, keys_dir: Path
) -> dict[str, str]:
    """Return the variables for a service on an embedded cluster.

    Defaults are the sandbox environment, `base_url` as issuer, and random keys; the caller's variables override them.

    Args:
        keys_dir: where missing keys are created, and where the next start finds them again.

    Raises:
        StartupError: the service would refuse the variables.
    """
    # PG* variables of libpq are meant for another server.
    overrides = {name: value for name, value in _drop_empty(environ).items() if not name.startswith("PG")}
    database_urls = {
        "DATABASE_URL": cluster.url("app"),
        OWNER_VARIABLE: cluster.url("owner"),
        OPERATOR_VARIABLE: cluster.url("operator"),
    }
    defaults = {"TARIAN_ENVIRONMENT": "sandbox", "TARIAN_ISSUER": base_url}
    return validate_environment(defaults | _create_missing_keys(environ, keys_dir) | overrides | database_urls)


def build_external_environment(environ: Mapping[str, str], base_url: str) -> dict[str, str]:
    """Return the variables for a service on the caller's PostgreSQL server, with `base_url` as the default issuer.

    Raises:
        StartupError: the service would refuse the variables, or a database URL does not work.
    """
    variables = validate_environment({"TARIAN_ISSUER": base_url} | _drop_empty(environ))
    _validate_connection("DATABASE_URL", read_settings(variables).database_url)
    for name in (OWNER_VARIABLE, OPERATOR_VARIABLE):
        if url := variables.get(name):
            _validate_connection(name, url)
    return variables


def drop_privileged(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables without those that give the rights of the owner or of operators.

    Web servers and workers start with these: what is in their environment can be read in /proc by every process of the
    same account, also by code that an attacker runs in them.
    """
    return {name: value for name, value in environ.items() if name not in PRIVILEGED_VARIABLES}


def validate_environment(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables unchanged; raise StartupError when the service would refuse them."""
    try:
        read_settings(variables)
    except (Misconfigured, ValueError) as error:
        raise StartupError(str(error)) from error
    return variables


def _drop_empty(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that are not empty."""
    return {name: value for name, value in environ.items() if value}


def _create_missing_keys(environ: Mapping[str, str], keys_dir: Path) -> dict[str, str]:
    """Return a NAME_FILE variable for each key that the caller did not set, creating key files that do not exist."""
    missing = [name for name in KEY_VARIABLES.values() if not _drop_empty(environ).keys() & {name, f"{name}_FILE"}]
    if missing:
        keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {name: keys_dir / name.lower() for name in missing}
    for path in files.values():
        if not path.exists():
            write_private_file(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
    return {f"{name}_FILE": str(path) for name, path in files.items()}


def _validate_connection(variable: str, url: str) -> None:
    """Raise StartupError unless the database URL leads to a server that is new enough; the message never quotes it."""
    libpq_url = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", url)
    try:
        with psycopg.connect(libpq_url, connect_timeout=CONNECT_TIMEOUT_SECONDS) as connection:
            version = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise StartupError(f"{variable} does not work: {_remove_address(summarize_error(error))}") from None
    except (psycopg.Error, ValueError):
        # The message of the library would quote the URL, and with it the password.
        raise StartupError(f"{variable} is not a valid postgresql:// address") from None
    if version < MINIMUM_SERVER_VERSION:
        raise StartupError(f"{variable} is a PostgreSQL {version}; {MINIMUM_SERVER_VERSION} or newer is needed")


def _remove_address(message: str) -> str:
    """Return the reason of a connection failure without the host and port that precede it."""
    if message.startswith("failed to resolve"):
        return "its host is not known"
    return re.split(r"failed: |is bad: |FATAL: +", message)[-1]
