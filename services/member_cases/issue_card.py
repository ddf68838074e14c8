"""The card that the school hands to the affected person, in a union or not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import Conflict
from services.events.kinds import EventKind
from services.events.log import NewEvent, append_events
from services.models import Incident, PersonCard, cards
from services.policy import field_access
from services.policy.actions import Action
from services.policy.actor import Actor
from services.policy.permissions import require_permission


class CardExists(Conflict):
    """This incident has a card; ask for a reissue, and the old secret stops working."""

    code = "card_exists"


def issue_card(session: Session, actor: Actor, incident_id: UUID, *, reissue: bool = False) -> dict[str, Any]:
    """Case number and secret, the secret this once. Tells nobody: whether a card was given is the school's affair."""
    incident = visibility.find_visible(session, actor, Incident, "incident", incident_id, lock=True)
    require_permission(actor, Action.CARD_ISSUE, incident)
    if not incident.affected_person:
        raise Conflict("Nobody is affected in person.", code="no_affected_person")
    secret = cards.new_secret()
    card = session.get(PersonCard, (incident.owner_id, incident.id))
    if card is None:
        card = PersonCard(owner_id=incident.owner_id, incident_id=incident.id, case_number=cards.new_case_number())
        session.add(card)
    elif not reissue:
        raise CardExists
    card.secret_hash = cards.hash_of(secret)
    mine = frozenset({actor.organisation_id})
    append_events(
        session, actor, NewEvent(EventKind.CARD_ISSUED, "incident", incident.id, incident.version, audience=mine)
    )
    return field_access.select_granted(actor, "card", {"case_number": card.case_number, "secret": secret})
