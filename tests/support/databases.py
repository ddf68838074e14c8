"""Fresh databases, copied from one that went through the real migrations."""

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
from uuid import uuid4

import services.core.db
from services.embedded_postgres import Cluster

ROOT = Path(__file__).parents[2]
TEMPLATE = "template_tarian"
ISSUER = "http://127.0.0.1:8000"
CONFIGURATION_PREFIXES = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TARIAN_", "PORT")
CachedFunction = type(cache(lambda: None))


@dataclass(frozen=True, slots=True)
class Database:
    """One database, as each role reaches it. There is no superuser."""

    name: str
    app_url: str
    owner_url: str
    auditor_url: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which the service runs on this database."""
        return {
            "DATABASE_URL": self.app_url,
            "MIGRATION_DATABASE_URL": self.owner_url,
            "TARIAN_ISSUER": ISSUER,
            "TARIAN_ENVIRONMENT": "sandbox",
            "TARIAN_ENCRYPTION_KEY": _key("encryption"),
            "TARIAN_FINGERPRINT_KEY": _key("fingerprint"),
            "TARIAN_SECRET_KEY": _key("secret"),
        }


def create_template_database(cluster: Cluster) -> str:
    """The name of a database that `python -m migrations` brought to the newest step."""
    cluster.create_database(TEMPLATE)
    wanted = {"MIGRATION_DATABASE_URL": cluster.url("owner", TEMPLATE), "TARIAN_ENVIRONMENT": "sandbox"}
    environment = os.environ | wanted
    subprocess.run([sys.executable, "-m", "migrations"], cwd=ROOT, env=environment, check=True)
    return TEMPLATE


@contextmanager
def temporary_database(cluster: Cluster, template: str) -> Iterator[Database]:
    """A copy of the template, in which this process's settings() and engine() are, until the end of the block."""
    name = f"test_{uuid4().hex[:12]}"
    cluster.create_database(name, template)
    database = Database(name, *(cluster.url(role, name) for role in ("app", "owner", "auditor")))
    try:
        with set_environment(database.environment):
            yield database
    finally:
        cluster.drop_database(name)


@contextmanager
def set_environment(environment: dict[str, str]) -> Iterator[None]:
    """With these variables; whatever this process remembers of earlier ones is forgotten, before and after."""
    with patch.dict(os.environ, environment):
        clear_caches()
        try:
            yield
        finally:
            services.core.db.get_engine().dispose()
            clear_caches()
    clear_caches()


def unconfigured_environment() -> dict[str, str]:
    """The variables of this process without those that configure the service."""
    return {name: value for name, value in os.environ.items() if not name.startswith(CONFIGURATION_PREFIXES)}


def clear_caches() -> None:
    """Empty every cache of our own modules: settings, engines, keys."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("services", "auth", "api"):
            for value in vars(module).values():
                # The type is asked and not an attribute: a proxy of Flask's answers only during a request.
                if type(value) is CachedFunction:
                    value.cache_clear()


def _key(purpose: str) -> str:
    """Random to everyone who does not read this line: start refuses trivial keys, also in tests."""
    return base64.b64encode(hashlib.sha256(f"test {purpose} {os.getpid()}".encode()).digest()).decode()
