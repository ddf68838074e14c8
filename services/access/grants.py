"""Grant access. Only the owner of a resource can; the access row is written before the resource itself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core.statements import BoundStatement, compiled_once, execute


def grant_access(
    session: Session,
    owner_id: UUID,
    resource: str,
    resource_id: UUID,
    *,
    read: tuple[UUID, ...] = (),
    write: tuple[UUID, ...] = (),
) -> None:
    """Let these organisations read, or read and write, the owner's resource. Existing grants stay as they are.

    `resource` is the name of its specification, e.g. `incident`.
    """
    execute(session, grant_statement(owner_id, resource, resource_id, read=read, write=write))


def grant_statement(
    owner_id: UUID,
    resource: str,
    resource_id: UUID,
    *,
    read: tuple[UUID, ...] = (),
    write: tuple[UUID, ...] = (),
) -> BoundStatement:
    """Return the statement of `grant_access`, to be sent in a batch with others."""
    grants = [(receiver, "write") for receiver in write] + [(receiver, "read") for receiver in read]
    return _insert_access().bind(
        owner_id=owner_id,
        kind=resource,
        resource_id=resource_id,
        receivers=[receiver for receiver, _ in grants],
        rights=[right for _, right in grants],
    )


@compiled_once
def _insert_access() -> Executable:
    """Insert an access row for each receiver, unless it has one."""
    return text("""
        insert into access (organisation_id, kind, resource_id, owner_id, may)
        select receiver, :kind, :resource_id, :owner_id, may
        from unnest(cast(:receivers as uuid[]), cast(:rights as text[])) as granted(receiver, may)
        on conflict do nothing
    """)
