"""Oversights: a school lets its trust or local authority read what it reports from now on, and can end that."""

from __future__ import annotations

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
from services.events.log import NewEvent, append_events
from services.models import Organisation, Oversight
from services.policy.actor import OVERSEERS, Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.organisation import ORGANISATION
from services.resources.oversight import AMEND_OVERSIGHT, CREATE_OVERSIGHT, OVERSIGHT, OversightEvent


class OversightExists(Conflict):
    """Your school already has an oversight for this organisation. Change it with PATCH."""

    code = "oversight_exists"


def get_oversight(session: Session, actor: Actor, oversight_id: UUID) -> ResourceView:
    """Return one oversight of the school or overseer that acts. Raise NotFound for any other."""
    return queries.get_one(session, actor, OVERSIGHT, oversight_id)


def list_oversights(session: Session, actor: Actor, keyset: queries.Keyset) -> list[ResourceView]:
    """Return one page of the oversights of the school or overseer that acts, newest first."""
    return queries.list_page(session, actor, OVERSIGHT, keyset)


def create_oversight(session: Session, actor: Actor, *, overseer_id: UUID) -> ResourceView:
    """Let the overseer read the incidents that the school reports from now on; earlier ones are not shared.

    Raises:
        Forbidden: the actor is not a school.
        Invalid: the overseer is not an active trust or local authority that the school can see.
        NoAgreement: no agreement between school and overseer covers the data.
        OversightExists: there is an oversight by this overseer already, in force or ended.
    """
    require_permission(actor, CREATE_OVERSIGHT)
    _validate_overseer(session, actor, overseer_id)
    agreements.require_agreement(session, overseer_id, *agreements.OVERSIGHT_DATA_CLASSES)
    if _has_oversight(session, actor, overseer_id):
        raise OversightExists
    oversight = Oversight(owner_id=actor.organisation_id, id=clock.new_id(), overseer_id=overseer_id, in_force=True)
    # The overseer can also see the school as an organisation.
    grant_access(session, oversight.owner_id, "organisation", oversight.owner_id, read=(overseer_id,))
    grant_access(
        session, oversight.owner_id, "oversight", oversight.id, write=(oversight.owner_id,), read=(overseer_id,)
    )
    session.add(oversight)
    try:
        session.flush()
    except IntegrityError:
        # A concurrent request has created the same oversight.
        raise OversightExists from None
    append_events(session, actor, NewEvent.about(OVERSIGHT, oversight, OversightEvent.CREATED))
    return queries.get_one(session, actor, OVERSIGHT, oversight.id)


def amend_oversight(
    session: Session, actor: Actor, oversight_id: UUID, *, expected_version: int, in_force: bool
) -> ResourceView:
    """End the oversight, or put it in force again. Incidents that were shared before it ended stay readable.

    Raises:
        NotFound: the actor cannot see the oversight.
        Forbidden: the actor is the overseer.
        StaleVersion: the oversight has another version than expected.
        NoAgreement: it is to be in force again, and no agreement between school and overseer covers the data.
    """
    oversight = visibility.find_visible(session, actor, OVERSIGHT, oversight_id, lock=True)
    require_permission(actor, AMEND_OVERSIGHT, oversight)
    require_version(oversight, expected_version)
    if in_force:
        agreements.require_agreement(session, oversight.overseer_id, *agreements.OVERSIGHT_DATA_CLASSES)
    oversight.in_force = in_force
    flush_next_version(session, oversight)
    append_events(session, actor, NewEvent.about(OVERSIGHT, oversight, OversightEvent.AMENDED, changed={"in_force"}))
    return queries.get_one(session, actor, OVERSIGHT, oversight.id)


def _validate_overseer(session: Session, actor: Actor, overseer_id: UUID) -> None:
    """Raise Invalid unless the organisation is an active trust or local authority that the school can see."""
    statement = select(Organisation.kind).where(
        Organisation.id == overseer_id, Organisation.status == "active", visibility.visible_to(actor, ORGANISATION)
    )
    if session.scalar(statement) not in OVERSEERS:
        detail = "No trust or local authority with this identifier is visible to you."
        raise Invalid(field_errors=(FieldError("/overseer_id", "unknown_overseer", detail),))


def _has_oversight(session: Session, actor: Actor, overseer_id: UUID) -> bool:
    """Return whether the school has an oversight by this overseer, in force or ended."""
    statement = select(Oversight.id).where(
        Oversight.owner_id == actor.organisation_id,
        Oversight.overseer_id == overseer_id,
        visibility.visible_to(actor, OVERSIGHT),
    )
    return session.scalar(statement) is not None
