"""A school lets its trust or local authority look on at what it reports from now on, and takes that back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.grants import grant
from services.access.optimistic_locking import require_current, touch
from services.core import clock
from services.core.errors import Conflict, Fault, Invalid
from services.events.kinds import EventKind
from services.events.log import Happening, append
from services.models import Organisation, Oversight
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.permissions import require

OVERSEERS = (Kind.TRUST, Kind.LOCAL_AUTHORITY)


class OversightExists(Conflict):
    """This organisation may look on already, or could before: amend what there is."""

    code = "oversight_exists"


def give_oversight(session: Session, actor: Actor, *, overseer_id: UUID) -> dict[str, Any]:
    """The new oversight. Invalid for anybody but a trust or local authority that the school knows.

    NoAgreement without one in force between the two. Later reports are shared; those made before are not.
    """
    require(actor, Action.OVERSIGHT_GIVE)
    _require_overseer(session, actor, overseer_id)
    agreements.require(session, overseer_id, *agreements.OVERSEEN)
    mine = select(Oversight.id).where(Oversight.owner_id == actor.organisation_id, Oversight.overseer_id == overseer_id)
    if session.scalar(mine.where(visibility.of(actor, "oversight"))):
        raise OversightExists
    oversight = Oversight(owner_id=actor.organisation_id, id=clock.new_id(), overseer_id=overseer_id, in_force=True)
    # The overseer is let know that the school takes part.
    grant(session, oversight.owner_id, "organisation", oversight.owner_id, read=(overseer_id,))
    grant(session, oversight.owner_id, "oversight", oversight.id, write=(oversight.owner_id,), read=(overseer_id,))
    session.add(oversight)
    try:
        session.flush()
    except IntegrityError:
        # A twin was faster.
        raise OversightExists from None
    append(session, actor, Happening(EventKind.OVERSIGHT_GIVEN, "oversight", oversight.id, oversight.version))
    return read_oversight(session, actor, oversight.id)


def amend_oversight(
    session: Session, actor: Actor, oversight_id: UUID, *, expected: int, in_force: bool
) -> dict[str, Any]:
    """Ended: later reports are not shared; what was shared stays readable. Or given again, under an agreement."""
    oversight = visibility.find(session, actor, Oversight, "oversight", oversight_id, lock=True)
    require(actor, Action.OVERSIGHT_AMEND, oversight)
    require_current(oversight, expected)
    if in_force:
        agreements.require(session, oversight.overseer_id, *agreements.OVERSEEN)
    oversight.in_force = in_force
    touch(session, oversight)
    append(session, actor, Happening(EventKind.OVERSIGHT_AMENDED, "oversight", oversight.id, oversight.version))
    return read_oversight(session, actor, oversight.id)


def read_oversight(session: Session, actor: Actor, oversight_id: UUID) -> dict[str, Any]:
    """One of them, as the school or the overseer."""
    return queries.one(session, actor, "oversight", oversight_id)


def list_oversights(session: Session, actor: Actor, keyset: queries.Keyset) -> list[dict[str, Any]]:
    """Newest first: whom a school lets look on, or which schools let the actor."""
    return queries.page(session, actor, "oversight", keyset)


def _require_overseer(session: Session, actor: Actor, overseer_id: UUID) -> None:
    known = select(Organisation.kind).where(
        Organisation.id == overseer_id, Organisation.status == "active", visibility.of(actor, "organisation")
    )
    if session.scalar(known) not in OVERSEERS:
        detail = "No trust or local authority with this identifier is visible to you."
        raise Invalid(faults=(Fault("/overseer_id", "unknown_overseer", detail),))
