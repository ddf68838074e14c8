"""How a table is walled in. Every migration that makes a table says here who may touch which rows of it.

The recipe: an organisation sees a row when the `access` table gives it that row of that owner. Nothing is set: no rows.
"""

from __future__ import annotations

from alembic import op

APP = "tarian_app"
MIGRATOR = "tarian_migrator"
DEFINER = "tarian_definer"
AUDITOR = "tarian_auditor"

# Unset reads as '' on a pooled connection. No sub-select around it: the planner would not see whose rows it is about.
ME = "nullif(current_setting('app.organisation', true), '')::uuid"


def reachable(kind: str | None, resource: str, owner: str, *, writing: bool = False) -> str:
    """The condition that an access row of mine opens this resource of this owner."""
    # `kind` is a column of the table itself when it has a dot, else a constant.
    of_kind = f"a.kind = {kind if '.' in kind else repr(kind)} and " if kind else ""
    may = " and a.may = 'write'" if writing else ""
    return (
        f"(select true from access a where a.organisation_id = {ME} and {of_kind}"
        f"a.resource_id = {resource} and a.owner_id = {owner}{may} limit 1)"
    )


def tenant_table(
    table: str, *, select: str, insert: str | None = None, update: str | None = None, delete: str | None = None
) -> None:
    """Row-level security, forced on the owner too: each given condition is a policy of the application's role."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    _policy("migrator", table, f"to {MIGRATOR} using (true) with check (true)")
    policies = {
        "select": f"using ({select})",
        "insert": insert and f"with check ({insert})",
        "update": update and f"using ({update}) with check ({update})",
        "delete": delete and f"using ({delete})",
    }
    for verb, condition in policies.items():
        if condition:
            _policy(f"app_{verb}", table, f"for {verb} to {APP} {condition}")
            op.execute(f"grant {verb} on {table} to {APP}")


def resource_table(table: str, kind: str, *, resource: str, append_only: bool = False) -> None:
    """A table whose rows belong to the resource of `kind` that the column `resource` names."""
    column = f"{table}.{resource}"
    owner = f"{table}.owner_id"
    writable = reachable(kind, column, owner, writing=True)
    tenant_table(
        table,
        select=reachable(kind, column, owner),
        insert=writable,
        update=None if append_only else writable,
    )


def open_table(table: str, grants: str = "select, insert, update, delete") -> None:
    """A table of keys and counters only: the application may use it for everybody."""
    op.execute(f"grant {grants} on {table} to {APP}")


def definer_may(table: str, *verbs: str) -> None:
    """The owner of the functions that cross tenants gets its own policy; nobody has BYPASSRLS."""
    for verb in verbs:
        condition = "with check (true)" if verb == "insert" else "using (true)"
        _policy(f"definer_{verb}", table, f"for {verb} to {DEFINER} {condition}")
        op.execute(f"grant {verb} on {table} to {DEFINER}")


def auditor_may_read(table: str) -> None:
    """The auditor's role reads every row."""
    _policy("auditor", table, f"for select to {AUDITOR} using (true)")
    op.execute(f"grant select on {table} to {AUDITOR}")


def _policy(name: str, table: str, terms: str) -> None:
    """A later migration may build a wall again: the policy takes the place of the one of its name."""
    op.execute(f"drop policy if exists {name} on {table}")
    op.execute(f"create policy {name} on {table} {terms}")
