"""Reading a locator, the URL of a subject. Each reading is recorded as an event in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from services.access import locator_copies
from services.events.log import NewEvent, append_events
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.policy.resource_spec import Permission
from services.resources.locator import (
    LOCATOR,
    READ_LOCATOR_TO_ACT,
    READ_LOCATOR_TO_TRIAGE,
    READ_LOCATOR_TO_VERIFY,
    READ_OWN_LOCATOR,
    LocatorEvent,
)
from services.vocabularies.subjects import LocatorPurpose

PERMISSION_BY_PURPOSE: Mapping[str, Permission] = {
    LocatorPurpose.OWN_REPORT: READ_OWN_LOCATOR,
    LocatorPurpose.TRIAGE: READ_LOCATOR_TO_TRIAGE,
    LocatorPurpose.VERIFY: READ_LOCATOR_TO_VERIFY,
    LocatorPurpose.ACT: READ_LOCATOR_TO_ACT,
}


def get_locator(session: Session, actor: Actor, subject_id: UUID, *, purpose: str) -> ResourceView:
    """Return {subject_id, url} from the actor's own copy or one shared with it, and record the reading.

    From its own copy the actor gets the URL that it reported, from another's the address rebuilt from the ids in it.

    `purpose` is a LocatorPurpose.

    Raises:
        NotFound: the actor has no copy of the locator.
        NoAgreement: copies were shared with the actor only under agreements that have ended.
        Forbidden: the actor may not read locators for this purpose.
    """
    copy = locator_copies.find_locator_copy(session, actor, subject_id)
    require_permission(actor, PERMISSION_BY_PURPOSE[purpose], copy)
    locator = locator_copies.decrypt_locator(session, copy)
    # Another organisation's spelling may name the person who copied the address, or hold words that were added to it.
    url = locator.own_url if copy.owner_id == actor.organisation_id else locator.shared_url
    # A record for the audit only, in nobody's feed.
    event = NewEvent(LocatorEvent.READ, "subject", subject_id, 1, {"purpose": purpose}, audience=frozenset())
    append_events(session, actor, event)
    return field_access.select_granted(actor, LOCATOR, {"subject_id": subject_id, "url": url})
