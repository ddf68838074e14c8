"""Checks of the database before the service starts."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.core.db import transaction
from services.core.settings import Misconfigured, Settings

SELECT_ROLE = text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
# Membership and not only the name: a member of the owner could switch row-level security off as well.
COUNT_OWNED_TABLES = text("""
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')
""")
SELECT_ENVIRONMENT = text("select environment from installation")


def check_database(settings: Settings) -> None:
    """Check role and environment of the database.

    Raises:
        Misconfigured: row-level security does not bind the role, or the database is for another environment.
    """
    with transaction(None) as session:
        _check_role(session)
        _check_environment(session, settings)


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
