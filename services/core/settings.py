"""Settings, read once from environment variables. A secret is a value or, better, the path of a file (`*_FILE`)."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal, cast

Environment = Literal["sandbox", "production"]

MIN_KEY_BYTES = 32
MAX_THREADS = 64
MAX_REQUEST_SECONDS = 300
MAX_QUOTA = 1_000_000
QUOTA_VARIABLES = {
    "reads_per_minute": "TARIAN_READS_PER_MINUTE",
    "writes_per_minute": "TARIAN_WRITES_PER_MINUTE",
    "locators_per_hour": "TARIAN_LOCATORS_PER_HOUR",
    "cards_per_hour": "TARIAN_CARDS_PER_HOUR",
    "token_requests_per_minute": "TARIAN_TOKEN_REQUESTS_PER_MINUTE",
    "failed_authentications_per_minute": "TARIAN_FAILED_AUTHENTICATIONS_PER_MINUTE",
}
# Rights that web servers and workers must not have, not even in their environment.
OPERATOR_VARIABLE = "OPERATOR_DATABASE_URL"
OWNER_VARIABLE = "MIGRATION_DATABASE_URL"
PRIVILEGED_VARIABLES = (
    *(OWNER_VARIABLE, f"{OWNER_VARIABLE}_FILE"),
    *(OPERATOR_VARIABLE, f"{OPERATOR_VARIABLE}_FILE"),
    # libpq would use it for every address without a password, that of the owner included.
    "PGPASSWORD",
)
PREPARED_STATEMENTS = "TARIAN_PREPARED_STATEMENTS"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
KEY_VARIABLES = {
    "encryption_key": "TARIAN_ENCRYPTION_KEY",
    "fingerprint_key": "TARIAN_FINGERPRINT_KEY",
    "secret_key": "TARIAN_SECRET_KEY",
}
# Of 32 random bytes about 30 differ. A key with fewer different bytes than this was not drawn at random.
MIN_DISTINCT_BYTES = 16
# Keys that documents print or tests use. A service that used one could be read by anybody.
KNOWN_KEYS = frozenset({bytes(32), b"tarian-example-key-do-not-use!!!", bytes(range(32))})


class Misconfigured(Exception):
    """The configuration is missing or unsafe."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`*_key` fields are 32 bytes or longer. `issuer` is the public base URL, which is also the audience of tokens."""

    database_url: str = field(repr=False)
    issuer: str
    environment: Environment
    encryption_key: bytes = field(repr=False)
    fingerprint_key: bytes = field(repr=False)
    secret_key: bytes = field(repr=False)
    operator_database_url: str | None = field(default=None, repr=False)
    threads: int = 8
    prepared_statements: bool = True
    request_seconds: float = 10
    log_level: str = "INFO"
    reads_per_minute: int = 1200
    writes_per_minute: int = 300
    locators_per_hour: int = 600
    cards_per_hour: int = 300
    token_requests_per_minute: int = 120
    failed_authentications_per_minute: int = 60


@cache
def get_settings() -> Settings:
    """Return the settings of this process."""
    return read_settings(os.environ)


def require_no_privileges(environ: Mapping[str, str]) -> None:
    """Raise Misconfigured when a web server or worker would have the rights of the owner or of operators at hand.

    What a process has in its environment can be read by any code that runs in it, and in /proc by others.
    """
    if found := [name for name in PRIVILEGED_VARIABLES if environ.get(name)]:
        raise Misconfigured(f"{found[0]} must not be set for the web server and the worker")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings in a mapping of variables. Raises Misconfigured, with a message of one line."""
    environment = environ.get("TARIAN_ENVIRONMENT", "production")
    if environment not in ("sandbox", "production"):
        raise Misconfigured("TARIAN_ENVIRONMENT must be 'sandbox' or 'production'")
    keys = {name: _read_key(environ, variable) for name, variable in KEY_VARIABLES.items()}
    _require_different(keys)
    quota_variables = {name: variable for name, variable in QUOTA_VARIABLES.items() if variable in environ}
    return Settings(
        database_url=to_driver_url(_read_value(environ, "DATABASE_URL")),
        issuer=_read_value(environ, "TARIAN_ISSUER").rstrip("/"),
        environment=cast(Environment, environment),
        operator_database_url=_read_operator_url(environ),
        threads=_parse_threads(environ.get("TARIAN_THREADS", "8")),
        prepared_statements=_parse_switch(environ.get(PREPARED_STATEMENTS, "on"), PREPARED_STATEMENTS),
        request_seconds=_parse_seconds(environ.get("TARIAN_REQUEST_SECONDS", "10")),
        log_level=_parse_log_level(environ.get("TARIAN_LOG_LEVEL", "INFO")),
        encryption_key=keys["encryption_key"],
        fingerprint_key=keys["fingerprint_key"],
        secret_key=keys["secret_key"],
        **{name: _parse_quota(environ[variable], variable) for name, variable in quota_variables.items()},
    )


def _read_operator_url(environ: Mapping[str, str]) -> str | None:
    """Return the address of the database for operators' commands; None where it is not set. Raises Misconfigured."""
    if not environ.get(OPERATOR_VARIABLE) and not environ.get(f"{OPERATOR_VARIABLE}_FILE"):
        return None
    return to_driver_url(_read_value(environ, OPERATOR_VARIABLE))


def to_driver_url(url: str) -> str:
    """Return a `postgres://` or `postgresql://` URL with the driver of this service. Raises Misconfigured."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise Misconfigured("DATABASE_URL must be a postgresql:// address")
    return f"postgresql+psycopg://{rest}"


def _parse_threads(text: str) -> int:
    """Return a number of threads from 1 to MAX_THREADS. Raises Misconfigured."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_THREADS:
        raise Misconfigured(f"TARIAN_THREADS must be a number from 1 to {MAX_THREADS}")
    return int(text)


def _parse_switch(text: str, variable: str) -> bool:
    """Return True for `on` and False for `off`. Raises Misconfigured."""
    if text not in ("on", "off"):
        raise Misconfigured(f"{variable} must be on or off")
    return text == "on"


def _parse_seconds(text: str) -> float:
    """Return a number of seconds above 0 and up to MAX_REQUEST_SECONDS. Raises Misconfigured."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MAX_REQUEST_SECONDS:
        raise Misconfigured(f"TARIAN_REQUEST_SECONDS must be a number above 0, {MAX_REQUEST_SECONDS} at most")
    return seconds


def _parse_quota(text: str, variable: str) -> int:
    """Return a number of requests from 1 to MAX_QUOTA. Raises Misconfigured."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_QUOTA:
        raise Misconfigured(f"{variable} must be a number from 1 to {MAX_QUOTA}")
    return int(text)


def _parse_log_level(text: str) -> str:
    """Return the name of a log level in capitals. Raises Misconfigured."""
    if text.upper() not in LOG_LEVELS:
        raise Misconfigured(f"TARIAN_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _read_value(environ: Mapping[str, str], name: str) -> str:
    """Return the variable, or the content of the file that `NAME_FILE` names. Raises Misconfigured."""
    if path := environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise Misconfigured(f"{name}_FILE cannot be read: {error.strerror}") from None
    if value := environ.get(name):
        return value
    raise Misconfigured(f"{name} or {name}_FILE must be set")


def _read_key(environ: Mapping[str, str], name: str) -> bytes:
    """Return a base64-encoded key. Raises Misconfigured if it is short, known or not random."""
    try:
        key = base64.b64decode(_read_value(environ, name), validate=True)
    except binascii.Error:
        raise Misconfigured(f"{name} must be base64") from None
    if len(key) < MIN_KEY_BYTES:
        raise Misconfigured(f"{name} must hold at least {MIN_KEY_BYTES} bytes")
    if key in KNOWN_KEYS or _is_predictable(key):
        raise Misconfigured(f"{name} is a default or trivial key; make one with: openssl rand -base64 32")
    return key


def _is_predictable(key: bytes) -> bool:
    """Return True for bytes that are a text, a repetition or a progression, and so were not drawn at random."""
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    return key.isascii() or len(set(key[:MIN_KEY_BYTES])) < MIN_DISTINCT_BYTES or len(steps) < MIN_DISTINCT_BYTES


def _require_different(keys: Mapping[str, bytes]) -> None:
    """Raise Misconfigured if two keys are equal, or if one begins with the other."""
    for (name, key), (other_name, other_key) in combinations(keys.items(), 2):
        if key.startswith(other_key) or other_key.startswith(key):
            raise Misconfigured(f"{KEY_VARIABLES[name]} and {KEY_VARIABLES[other_name]} must be different keys")
