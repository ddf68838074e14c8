"""Row-level security and grants of tables. A migration that creates a table states here who may access which rows.

An organisation may read a row when the table `access` holds a row for it, for the resource that the row belongs to and
for the row's owner. Without an organisation in the transaction no row is visible.
"""

from __future__ import annotations

from collections.abc import Sequence

from alembic import op

APP_ROLE = "tarian_app"
MIGRATOR_ROLE = "tarian_migrator"
DEFINER_ROLE = "tarian_definer"
AUDITOR_ROLE = "tarian_auditor"
OPERATOR_ROLE = "tarian_operator"

# The setting reads as '' in a connection where an earlier transaction had set it. Not a sub-select: PostgreSQL's
# planner could not estimate how many rows belong to the organisation.
CURRENT_ORGANISATION = "nullif(current_setting('app.organisation', true), '')::uuid"

# For a union the id under which it is registered, for everybody else an id that nobody has: see
# services/core/tenant_ids.py. Only the registry (organisations and agreements) holds these ids.
CURRENT_REGISTRATION = "nullif(current_setting('app.registration', true), '')::uuid"


def has_access(resource_id: str, owner_id: str, *, kind: str | None, write: bool = False) -> str:
    """Return the SQL condition that the current organisation has access to a resource.

    Args:
        resource_id: an SQL expression for the id of the resource.
        owner_id: an SQL expression for the id of its owner.
        kind: an SQL expression for the kind of the resource; None for a resource of any kind.
        write: require the right to write.
    """
    has_kind = f"a.kind = {kind} and " if kind else ""
    may_write = " and a.may = 'write'" if write else ""
    return (
        f"(select true from access a where a.organisation_id = {CURRENT_ORGANISATION} and {has_kind}"
        f"a.resource_id = {resource_id} and a.owner_id = {owner_id}{may_write} limit 1)"
    )


def isolate_table(
    table: str,
    *,
    select: str,
    insert: str | None = None,
    update: str | None = None,
    delete: str | None = None,
    columns: Sequence[str] = (),
) -> None:
    """Enable row-level security for a table, forced on its owner too, and grant commands to the application's role.

    Args:
        table: the name of the table.
        select, insert, update, delete: an SQL condition for the rows that the command may be used on. A command
            without a condition is not granted.
        columns: the columns that an update may change; all others keep the value with which the row was inserted.
    """
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    _create_policy("migrator", table, f"to {MIGRATOR_ROLE} using (true) with check (true)")
    clauses = {
        "select": f"using ({select})",
        "insert": insert and f"with check ({insert})",
        "update": update and f"using ({update}) with check ({update})",
        "delete": delete and f"using ({delete})",
    }
    for command, clause in clauses.items():
        if clause:
            _create_policy(f"app_{command}", table, f"for {command} to {APP_ROLE} {clause}")
            privilege = f"update ({', '.join(columns)})" if command == "update" else command
            op.execute(f"grant {privilege} on {table} to {APP_ROLE}")


def isolate_resource_table(table: str, *, kind: str, id_column: str, columns: Sequence[str] = ()) -> None:
    """Isolate a table whose rows belong to a resource: access to the resource is access to the rows.

    Args:
        table: the name of the table; it has a column `owner_id`.
        kind: an SQL expression for the kind of the resource, such as `'incident'`.
        id_column: the column that holds the id of the resource.
        columns: the columns that an update may change. Without any, rows can be added and never changed.
    """
    resource_id, owner_id = f"{table}.{id_column}", f"{table}.owner_id"
    writable = has_access(resource_id, owner_id, kind=kind, write=True)
    isolate_table(
        table,
        select=has_access(resource_id, owner_id, kind=kind),
        insert=writable,
        update=writable if columns else None,
        columns=columns,
    )


def grant_to_app(table: str, privileges: str) -> None:
    """Grant privileges on a table without row-level security, which must hold no data of a tenant."""
    op.execute(f"grant {privileges} on {table} to {APP_ROLE}")


def grant_to_definer(table: str, *commands: str) -> None:
    """Let the owner of the functions use commands on all rows. It needs policies, because no role has BYPASSRLS."""
    _grant_all_rows(DEFINER_ROLE, table, commands)


def grant_to_operator(table: str, *commands: str) -> None:
    """Let operators' commands use commands on all rows of a table that the application may only read."""
    _grant_all_rows(OPERATOR_ROLE, table, commands)


def _grant_all_rows(role: str, table: str, commands: Sequence[str]) -> None:
    """Grant commands on a table, and let row-level security pass them for every row."""
    for command in commands:
        clause = {"insert": "with check (true)", "update": "using (true) with check (true)"}.get(
            command, "using (true)"
        )
        _create_policy(f"{role.removeprefix('tarian_')}_{command}", table, f"for {command} to {role} {clause}")
        op.execute(f"grant {command} on {table} to {role}")


def grant_to_auditor(table: str) -> None:
    """Let the auditor's role read all rows."""
    _create_policy("auditor", table, f"for select to {AUDITOR_ROLE} using (true)")
    op.execute(f"grant select on {table} to {AUDITOR_ROLE}")


def _create_policy(name: str, table: str, definition: str) -> None:
    """Create a policy, in place of the one that has this name already, if there is one."""
    op.execute(f"drop policy if exists {name} on {table}")
    op.execute(f"create policy {name} on {table} {definition}")
