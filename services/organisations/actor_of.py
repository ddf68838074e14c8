"""From an organisation's id to an Actor, with what the organisation is now and not when the token was made."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.errors import Forbidden
from services.models import Organisation
from services.policy.actor import Actor, Kind


class NotActive(Forbidden):
    """This organisation may not act at present."""

    code = "organisation_not_active"


def actor_of(session: Session, organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()) -> Actor:
    """The actor; NotActive when the organisation is unknown, pending, suspended or closed."""
    columns = (Organisation.kind, Organisation.nations, Organisation.platform, Organisation.status)
    found = session.execute(select(*columns).where(Organisation.id == organisation_id)).one_or_none()
    if found is None or found.status != "active":
        raise NotActive
    return Actor(
        organisation_id, Kind(found.kind), frozenset(roles), frozenset(found.nations), found.platform, client_id
    )
