"""Checks of the database and of the keys before a process of the service starts."""

from __future__ import annotations

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.core import crypto
from services.core.db import transaction
from services.core.settings import KEY_VARIABLES, Misconfigured, Settings

SELECT_ROLE = text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
# Membership and not only the name: a member of the owner could switch row-level security off as well.
COUNT_OWNED_TABLES = text("""
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')
""")
SELECT_ENVIRONMENT = text("select environment from installation")
SELECT_KEY_CHECKS = text("select key_checks from installation")
RECORD_KEY_CHECKS = text("select record_key_checks(cast(:checks as jsonb))")
CHECKED_TEXT = "check value"


def check_database(settings: Settings) -> None:
    """Check role, environment and keys of the database. Every process of the service and every command does it.

    Raises:
        Misconfigured: row-level security does not bind the role, the database is for another environment, or it was
            used with another key.
    """
    with transaction(None) as session:
        _check_role(session)
        _check_environment(session, settings)
        _check_keys(session, settings)


def _check_role(session: Session) -> None:
    """Raise Misconfigured for a superuser, a role with BYPASSRLS, and a role that owns tables."""
    role = session.execute(SELECT_ROLE).one()
    if role.rolsuper or role.rolbypassrls or session.scalar(COUNT_OWNED_TABLES):
        raise Misconfigured("DATABASE_URL must name a role that owns no table and is bound by policies")


def _check_environment(session: Session, settings: Settings) -> None:
    """Raise Misconfigured if the database was created for another environment than the settings."""
    environment = session.scalar(SELECT_ENVIRONMENT)
    if environment != settings.environment:
        raise Misconfigured(f"this database is for {environment}, the settings are for {settings.environment}")


def _check_keys(session: Session, settings: Settings) -> None:
    """Compare each key with its check value; the first process that starts on a new database stores them.

    Raises:
        Misconfigured: a key is not the one that the database was used with. With another encryption key nothing could
            be decrypted; with another fingerprint key known content would not be recognised; with another secret key
            no card would work, and a repeated request would be done twice.
    """
    checks = compute_key_checks(settings)
    stored = session.scalar(SELECT_KEY_CHECKS)
    if stored is None:
        session.execute(RECORD_KEY_CHECKS, {"checks": json.dumps(checks)})
        # Another process may have been faster.
        stored = session.scalar(SELECT_KEY_CHECKS)
    for variable, check in checks.items():
        if stored.get(variable) != check:
            raise Misconfigured(f"{variable} is not the key that this database was filled with")


def compute_key_checks(settings: Settings) -> dict[str, str]:
    """Return a keyed hash of a constant for each key, in hexadecimal digits, by the variable of the key."""
    return {
        variable: crypto.compute_keyed_hash(getattr(settings, name), CHECKED_TEXT, CHECKED_TEXT).hex()
        for name, variable in KEY_VARIABLES.items()
    }
