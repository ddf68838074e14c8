"""A school lets its trust or local authority look on at what it reports from now on, and takes that back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.grants import grant_access
from services.access.optimistic_locking import flush_next_version, require_version
from services.core import clock
from services.core.errors import Conflict, FieldError, Invalid
from services.events.kinds import EventKind
from services.events.log import NewEvent, append_events
from services.models import Organisation, Oversight
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission

OVERSEERS = (Kind.TRUST, Kind.LOCAL_AUTHORITY)


class OversightExists(Conflict):
    """This organisation may look on already, or could before: amend what there is."""

    code = "oversight_exists"


def give_oversight(session: Session, actor: Actor, *, overseer_id: UUID) -> dict[str, Any]:
    """The new oversight. Invalid for anybody but a trust or local authority that the school knows.

    NoAgreement without one in force between the two. Later reports are shared; those made before are not.
    """
    require_permission(actor, Action.OVERSIGHT_GIVE)
    _require_overseer(session, actor, overseer_id)
    agreements.require_agreement(session, overseer_id, *agreements.OVERSIGHT_DATA_CLASSES)
    mine = select(Oversight.id).where(Oversight.owner_id == actor.organisation_id, Oversight.overseer_id == overseer_id)
    if session.scalar(mine.where(visibility.visible_to(actor, "oversight"))):
        raise OversightExists
    oversight = Oversight(owner_id=actor.organisation_id, id=clock.new_id(), overseer_id=overseer_id, in_force=True)
    # The overseer is let know that the school takes part.
    grant_access(session, oversight.owner_id, "organisation", oversight.owner_id, read=(overseer_id,))
    grant_access(
        session, oversight.owner_id, "oversight", oversight.id, write=(oversight.owner_id,), read=(overseer_id,)
    )
    session.add(oversight)
    try:
        session.flush()
    except IntegrityError:
        # A twin was faster.
        raise OversightExists from None
    append_events(session, actor, NewEvent(EventKind.OVERSIGHT_GIVEN, "oversight", oversight.id, oversight.version))
    return read_oversight(session, actor, oversight.id)


def amend_oversight(
    session: Session, actor: Actor, oversight_id: UUID, *, expected: int, in_force: bool
) -> dict[str, Any]:
    """Ended: later reports are not shared; what was shared stays readable. Or given again, under an agreement."""
    oversight = visibility.find_visible(session, actor, Oversight, "oversight", oversight_id, lock=True)
    require_permission(actor, Action.OVERSIGHT_AMEND, oversight)
    require_version(oversight, expected)
    if in_force:
        agreements.require_agreement(session, oversight.overseer_id, *agreements.OVERSIGHT_DATA_CLASSES)
    oversight.in_force = in_force
    flush_next_version(session, oversight)
    append_events(session, actor, NewEvent(EventKind.OVERSIGHT_AMENDED, "oversight", oversight.id, oversight.version))
    return read_oversight(session, actor, oversight.id)


def read_oversight(session: Session, actor: Actor, oversight_id: UUID) -> dict[str, Any]:
    """One of them, as the school or the overseer."""
    return queries.get_one(session, actor, "oversight", oversight_id)


def list_oversights(session: Session, actor: Actor, keyset: queries.Keyset) -> list[dict[str, Any]]:
    """Newest first: whom a school lets look on, or which schools let the actor."""
    return queries.list_page(session, actor, "oversight", keyset)


def _require_overseer(session: Session, actor: Actor, overseer_id: UUID) -> None:
    known = select(Organisation.kind).where(
        Organisation.id == overseer_id, Organisation.status == "active", visibility.visible_to(actor, "organisation")
    )
    if session.scalar(known) not in OVERSEERS:
        detail = "No trust or local authority with this identifier is visible to you."
        raise Invalid(field_errors=(FieldError("/overseer_id", "unknown_overseer", detail),))
