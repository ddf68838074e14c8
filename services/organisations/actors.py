"""Loading an Actor with the current status, kind and nations of the organisation, whatever a token says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Uuid, any_, bindparam, select
from sqlalchemy.orm import Session

from services.core.errors import Forbidden
from services.core.statements import BoundStatement, Row, compiled_once, fetch_rows
from services.core.tenant_ids import get_tenant_client_id, get_tenant_id, invert_tenant_id
from services.models import Organisation
from services.policy.actor import Actor, Kind


class OrganisationNotActive(Forbidden):
    """Your organisation is not active."""

    code = "organisation_not_active"


def load_actor(
    session: Session, organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()
) -> Actor:
    """Return the organisation as an actor. `organisation_id` is its tenant id, or the id under which it is registered.

    Raises:
        OrganisationNotActive: the organisation is unknown, pending, suspended or closed.
    """
    rows = fetch_rows(session, actor_statement(organisation_id))
    return read_actor(rows, client_id, roles)


def actor_statement(organisation_id: UUID) -> BoundStatement:
    """Return the statement whose rows `read_actor` needs, to run it in one batch with others."""
    return _select_organisation().bind(ids=[organisation_id, invert_tenant_id(organisation_id)])


def read_actor(rows: Sequence[Row], client_id: str | None = None, roles: Iterable[str] = ()) -> Actor:
    """Build the actor from the rows of `actor_statement`.

    Raises:
        OrganisationNotActive: the organisation is unknown, pending, suspended or closed.
    """
    if not rows or rows[0]["status"] != "active":
        raise OrganisationNotActive
    row = rows[0]
    return Actor(
        get_tenant_id(row["id"], row["kind"]),
        Kind(row["kind"]),
        frozenset(roles),
        frozenset(row["nations"]),
        row["platform"],
        None if client_id is None else get_tenant_client_id(client_id, row["kind"]),
        row["id"],
    )


@compiled_once
def _select_organisation() -> Executable:
    """Select the organisation that is registered under one of two ids."""
    columns = (Organisation.id, Organisation.kind, Organisation.nations, Organisation.platform, Organisation.status)
    return select(*columns).where(Organisation.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
