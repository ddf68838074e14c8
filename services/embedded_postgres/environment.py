"""The variables with which the service runs: the caller's, and what need not be said on the embedded database."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

import psycopg

from services.core.settings import Misconfigured, read_settings
from services.embedded_postgres.cluster import Cluster
from services.embedded_postgres.cluster_dir import write_private
from services.embedded_postgres.errors import Unavailable
from services.embedded_postgres.superuser import first_line

KEYS = ("TARIAN_ENCRYPTION_KEY", "TARIAN_FINGERPRINT_KEY", "TARIAN_SECRET_KEY")
KEY_BYTES = 32
OLDEST_SERVER = 15


def names_database(environ: Mapping[str, str]) -> bool:
    """Whether the caller has a PostgreSQL server of his own."""
    return bool(environ.get("DATABASE_URL") or environ.get("DATABASE_URL_FILE"))


def on_embedded(environ: Mapping[str, str], cluster: Cluster, base_url: str, keys: Path) -> dict[str, str]:
    """A sandbox with random keys of its own, wherever the caller did not say otherwise."""
    # libpq's own variables are meant for another server.
    kept = {name: value for name, value in _said(environ).items() if not name.startswith("PG")}
    addresses = {"DATABASE_URL": cluster.url("app"), "MIGRATION_DATABASE_URL": cluster.url("owner")}
    defaults = {"TARIAN_ENVIRONMENT": "sandbox", "TARIAN_ISSUER": base_url}
    return checked(defaults | _key_files(environ, keys) | kept | addresses)


def on_named(environ: Mapping[str, str], base_url: str) -> dict[str, str]:
    """The caller's own server, seen to answer."""
    variables = checked({"TARIAN_ISSUER": base_url} | _said(environ))
    _require_answer("DATABASE_URL", read_settings(variables).database_url)
    if owner := variables.get("MIGRATION_DATABASE_URL"):
        _require_answer("MIGRATION_DATABASE_URL", owner)
    return variables


def checked(variables: dict[str, str]) -> dict[str, str]:
    """The same variables; Unavailable when the service would refuse them."""
    try:
        read_settings(variables)
    except (Misconfigured, ValueError) as error:
        raise Unavailable(str(error)) from error
    return variables


def _said(environ: Mapping[str, str]) -> dict[str, str]:
    """Without what is set to nothing."""
    return {name: value for name, value in environ.items() if value}


def _key_files(environ: Mapping[str, str], keys: Path) -> dict[str, str]:
    missing = [name for name in KEYS if not _said(environ).keys() & {name, f"{name}_FILE"}]
    if missing:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {name: keys / name.lower() for name in missing}
    for path in files.values():
        if not path.exists():
            write_private(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode())
    return {f"{name}_FILE": str(path) for name, path in files.items()}


def _require_answer(name: str, url: str) -> None:
    address = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", url)
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise Unavailable(f"{name} does not work: {_without_address(first_line(error))}") from None
    except (psycopg.Error, ValueError):
        # The library's words would repeat the address, and with it the password.
        raise Unavailable(f"{name} is not a valid postgresql:// address") from None
    if version < OLDEST_SERVER:
        raise Unavailable(f"{name} is a PostgreSQL {version}; {OLDEST_SERVER} or newer is needed")


def _without_address(line: str) -> str:
    if line.startswith("failed to resolve"):
        return "its host is not known"
    return re.split(r"failed: |is bad: |FATAL: +", line)[-1]
