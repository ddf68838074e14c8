"""Loading an Actor with the current status, kind and nations of the organisation, whatever a token says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core.errors import Forbidden
from services.core.statements import BoundStatement, Row, compiled_once, fetch_rows
from services.models import Organisation
from services.policy.actor import Actor, Kind


class OrganisationNotActive(Forbidden):
    """Your organisation is not active."""

    code = "organisation_not_active"


def load_actor(
    session: Session, organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()
) -> Actor:
    """Return the organisation as an actor.

    Raises:
        OrganisationNotActive: the organisation is unknown, pending, suspended or closed.
    """
    rows = fetch_rows(session, actor_statement(organisation_id))
    return read_actor(rows, organisation_id, client_id, roles)


def actor_statement(organisation_id: UUID) -> BoundStatement:
    """Return the statement whose rows `read_actor` needs, to run it in one batch with others."""
    return _select_organisation().bind(me=organisation_id)


def read_actor(
    rows: Sequence[Row], organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()
) -> Actor:
    """Build the actor from the rows of `actor_statement`.

    Raises:
        OrganisationNotActive: the organisation is unknown, pending, suspended or closed.
    """
    if not rows or rows[0]["status"] != "active":
        raise OrganisationNotActive
    kind, nations, platform = (rows[0][name] for name in ("kind", "nations", "platform"))
    return Actor(organisation_id, Kind(kind), frozenset(roles), frozenset(nations), platform, client_id)


@compiled_once
def _select_organisation() -> Executable:
    """Select kind, nations, platform and status of the organisation `me`."""
    columns = (Organisation.kind, Organisation.nations, Organisation.platform, Organisation.status)
    return select(*columns).where(Organisation.id == bindparam("me"))
