"""The group roles that policies and grants refer to."""

from __future__ import annotations

from alembic import op

from migrations.isolation import APP_ROLE, AUDITOR_ROLE, DEFINER_ROLE, MIGRATOR_ROLE, OPERATOR_ROLE

ROLES = (APP_ROLE, MIGRATOR_ROLE, DEFINER_ROLE, AUDITOR_ROLE, OPERATOR_ROLE)
# The owner of the tables hands functions over to the definer role, and must see all rows when it migrates data.
ROLES_OF_OWNER = (MIGRATOR_ROLE, DEFINER_ROLE)

CREATE_ROLE = """
do $$ begin
  if not exists (select from pg_roles where rolname = '{role}') then
    create role {role} nologin;
  end if;
end $$
"""
JOIN_ROLE = """
do $$ begin
  if not pg_has_role(current_user, '{role}', 'member') then
    grant {role} to current_user;
  end if;
end $$
"""


def create_roles() -> None:
    """Create the roles that do not exist, and grant them the use of the schema.

    An owner without the right to create roles can migrate a database for which an administrator created them before.
    """
    for role in ROLES:
        op.execute(CREATE_ROLE.format(role=role))
    for role in ROLES_OF_OWNER:
        op.execute(JOIN_ROLE.format(role=role))
    op.execute("revoke create on schema public from public")
    op.execute(f"grant usage on schema public to {', '.join(ROLES)}")
    op.execute(f"grant select on alembic_version to {APP_ROLE}")
