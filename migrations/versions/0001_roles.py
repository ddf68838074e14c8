"""The group roles. An owner who may create roles makes them; otherwise they must be ready."""

from __future__ import annotations

from alembic import op

revision = "0001_roles"
down_revision = None

GROUPS = ("tarian_app", "tarian_migrator", "tarian_definer", "tarian_auditor")
MISSING = "do $$ begin if not exists (select from pg_roles where rolname = '{0}') then create role {0} nologin; end if; end $$"
# The owner must be able to hand its functions to the definer role, and to see all rows in a backfill.
JOINED = "do $$ begin if not pg_has_role(current_user, '{0}', 'member') then grant {0} to current_user; end if; end $$"


def upgrade() -> None:
    """Make the roles and let them look into the schema."""
    for group in GROUPS:
        op.execute(MISSING.format(group))
    for group in ("tarian_migrator", "tarian_definer"):
        op.execute(JOINED.format(group))
    op.execute("revoke create on schema public from public")
    op.execute(f"grant usage on schema public to {', '.join(GROUPS)}")
    op.execute("grant select on alembic_version to tarian_app")
