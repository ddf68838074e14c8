"""Temporary databases, each a copy of a template that the real migrations have built."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit
from uuid import uuid4

import services.core.db
from services.core.settings import QUOTA_VARIABLES
from services.embedded_postgres import Cluster

ROOT = Path(__file__).parents[2]
TEMPLATE = "template_tarian"
ISSUER = "http://127.0.0.1:8000"
CONFIGURATION_PREFIXES = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "OPERATOR_DATABASE_URL", "TARIAN_", "PORT")
# Tests send more requests in a minute than a program of a partner; those of the quotas set lower ones.
HIGH_QUOTAS = dict.fromkeys(QUOTA_VARIABLES.values(), "100000")
CachedFunction = type(cache(lambda: None))


@dataclass(frozen=True, slots=True)
class Database:
    """A database and its URL for each role; tests have no superuser."""

    name: str
    app_url: str
    owner_url: str
    auditor_url: str
    operator_url: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of a service on this database."""
        return {
            "DATABASE_URL": self.app_url,
            "MIGRATION_DATABASE_URL": self.owner_url,
            "OPERATOR_DATABASE_URL": self.operator_url,
            "TARIAN_ISSUER": ISSUER,
            "TARIAN_ENVIRONMENT": "sandbox",
            "TARIAN_ENCRYPTION_KEY": _derive_key("encryption"),
            "TARIAN_FINGERPRINT_KEY": _derive_key("fingerprint"),
            "TARIAN_SECRET_KEY": _derive_key("secret"),
            **HIGH_QUOTAS,
        }


def create_template_database(cluster: Cluster) -> str:
    """Create a database, apply all migrations, and return its name."""
    cluster.create_database(TEMPLATE)
    variables = {"MIGRATION_DATABASE_URL": cluster.url("owner", TEMPLATE), "TARIAN_ENVIRONMENT": "sandbox"}
    subprocess.run([sys.executable, "-m", "migrations"], cwd=ROOT, env=os.environ | variables, check=True)
    return TEMPLATE


@contextmanager
def create_temporary_database(cluster: Cluster, template: str) -> Iterator[Database]:
    """Copy the template and configure this process for the copy; drop it at the end of the block."""
    name = f"test_{uuid4().hex[:12]}"
    cluster.create_database(name, template)
    database = Database(name, *(cluster.url(role, name) for role in ("app", "owner", "auditor", "operator")))
    try:
        with set_environment(database.environment):
            yield database
    finally:
        cluster.drop_database(name)


@contextmanager
def set_environment(environment: dict[str, str]) -> Iterator[None]:
    """Set environment variables in the block, and clear all caches of settings and engines before and after it."""
    with patch.dict(os.environ, environment):
        clear_caches()
        try:
            yield
        finally:
            services.core.db.dispose_engines()
            clear_caches()
    clear_caches()


def replace_port(url: str, port: int) -> str:
    """Return the same database URL, at this port of this machine."""
    parts = urlsplit(url)
    credentials = parts.netloc.rpartition("@")[0]
    return parts._replace(netloc=f"{credentials}@127.0.0.1:{port}").geturl()


def copy_unconfigured_environment() -> dict[str, str]:
    """Return the environment of this process without the variables that configure the service."""
    return {name: value for name, value in os.environ.items() if not name.startswith(CONFIGURATION_PREFIXES)}


def clear_caches() -> None:
    """Clear the cache of every cached function in api, auth and services, such as settings and engines."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("services", "auth", "api"):
            for value in vars(module).values():
                # Compare types, not attributes: the proxies of Flask have attributes only during a request.
                if type(value) is CachedFunction:
                    value.cache_clear()


def _derive_key(purpose: str) -> str:
    """Return a base64 key of 32 bytes; the service refuses to start with a trivial key, also in tests."""
    return base64.b64encode(hashlib.sha256(f"test {purpose} {os.getpid()}".encode()).digest()).decode()
