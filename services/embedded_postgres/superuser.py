"""Connections of the superuser. Only this package uses them; no other code gets the password."""

from __future__ import annotations

import psycopg

from services.embedded_postgres.roles import SuperuserConnection

LOOPBACK = "127.0.0.1"
SUPERUSER_NAME = "postgres"
CONNECT_TIMEOUT_SECONDS = 5


def connect(port: int, password: str) -> SuperuserConnection:
    """Return a superuser connection that commits each statement."""
    # All options are explicit, so that PG* variables of the environment have no effect.
    return psycopg.connect(
        host=LOOPBACK,
        port=port,
        user=SUPERUSER_NAME,
        password=password,
        dbname="postgres",
        sslmode="disable",
        gssencmode="disable",
        options="",
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        autocommit=True,
    )


def accepts_connections(port: int, password: str) -> bool:
    """Return whether the server accepts a superuser connection; during recovery and shutdown it does not."""
    try:
        connect(port, password).close()
    except psycopg.OperationalError:
        return False
    return True


def summarize_error(error: psycopg.Error) -> str:
    """Return the first line of the error's message, without details and hints."""
    return (str(error).splitlines() or [type(error).__name__])[0].strip()
