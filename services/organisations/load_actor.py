"""From an organisation's id to an Actor, with what the organisation is now and not when the token was made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core.errors import Forbidden
from services.core.statements import BoundStatement, Row, compiled_once, fetch_rows
from services.models import Organisation
from services.policy.actor import Actor, Kind


class NotActive(Forbidden):
    """This organisation may not act at present."""

    code = "organisation_not_active"


def actor_of(session: Session, organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()) -> Actor:
    """The actor; NotActive when the organisation is unknown, pending, suspended or closed."""
    return actor_from(fetch_rows(session, question(organisation_id)), organisation_id, client_id, roles)


def question(organisation_id: UUID) -> BoundStatement:
    """What must be known of the organisation, for whoever has other things to ask as well."""
    return _organisation().bind(me=organisation_id)


def actor_from(
    answer: Sequence[Row], organisation_id: UUID, client_id: str | None = None, roles: Iterable[str] = ()
) -> Actor:
    """The actor, from the answer to the question."""
    if not answer or answer[0]["status"] != "active":
        raise NotActive
    kind, nations, platform = (answer[0][name] for name in ("kind", "nations", "platform"))
    return Actor(organisation_id, Kind(kind), frozenset(roles), frozenset(nations), platform, client_id)


@compiled_once
def _organisation() -> Executable:
    columns = (Organisation.kind, Organisation.nations, Organisation.platform, Organisation.status)
    return select(*columns).where(Organisation.id == bindparam("me"))
