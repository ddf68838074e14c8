"""The administrator's connection. Nothing outside this package ever gets it."""

from __future__ import annotations

import psycopg

from services.embedded_postgres.roles import Connected

LOOPBACK = "127.0.0.1"
SUPERUSER = "postgres"


def connect(port: int, password: str) -> Connected:
    """A connection that commits each statement. Options are explicit so that PG* variables have no say."""
    return psycopg.connect(
        host=LOOPBACK,
        port=port,
        user=SUPERUSER,
        password=password,
        dbname="postgres",
        sslmode="disable",
        gssencmode="disable",
        options="",
        connect_timeout=5,
        autocommit=True,
    )


def answers(port: int, password: str) -> bool:
    """Whether the server takes connections: a recovering one does not yet, a stopping one no more."""
    try:
        connect(port, password).close()
    except psycopg.OperationalError:
        return False
    return True


def first_line(error: psycopg.Error) -> str:
    """What went wrong, in one line and without hints."""
    return (str(error).splitlines() or [type(error).__name__])[0].strip()
