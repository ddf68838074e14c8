"""What must be true of the database before anything is served from it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from services.core.db import transaction
from services.core.settings import Misconfigured, Settings

ROLE = text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
# Asking for membership and not for the name: an owner by way of a group could switch the policies off just as well.
OWNED = text("""
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')
""")
ENVIRONMENT = text("select environment from installation")


def check_database(settings: Settings) -> None:
    """Misconfigured, in one line, for a role that row-level security does not bind, or a database of another kind."""
    with transaction(None) as session:
        _check_role(session)
        _check_environment(session, settings)


def _check_role(session: Session) -> None:
    role = session.execute(ROLE).one()
    if role.rolsuper or role.rolbypassrls or session.scalar(OWNED):
        raise Misconfigured("DATABASE_URL must name a role that owns no table and is bound by policies")


def _check_environment(session: Session, settings: Settings) -> None:
    is_for = session.scalar(ENVIRONMENT)
    if is_for != settings.environment:
        raise Misconfigured(f"this database is for {is_for}, the settings are for {settings.environment}")
