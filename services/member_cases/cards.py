"""Issuing the card that a school or employer gives to the affected person, whether or not in a union."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import Conflict
from services.events.log import NewEvent, append_events
from services.member_cases.card_secrets import hash_secret, new_case_number, new_secret
from services.models import PersonCard
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.card import CARD, ISSUE_CARD, CardEvent
from services.resources.incident import INCIDENT


class CardExists(Conflict):
    """This incident has a card. Set `reissue` to replace its secret; the old secret then stops working."""

    code = "card_exists"


def issue_card(session: Session, actor: Actor, incident_id: UUID, *, reissue: bool = False) -> ResourceView:
    """Create the card of the incident's affected person and return {case_number, secret}.

    The secret is returned this once; only its hash is stored. `reissue` replaces the secret and keeps the number.

    Raises:
        NotFound: the actor cannot see the incident.
        Forbidden: the incident is not the actor's own.
        Conflict: the incident affects no person.
        CardExists: there is a card, and `reissue` is false.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    require_permission(actor, ISSUE_CARD, incident)
    if not incident.affected_person:
        raise Conflict("The incident affects no particular person.", code="no_affected_person")
    secret = new_secret()
    card = session.get(PersonCard, (incident.owner_id, incident.id))
    if card is None:
        card = PersonCard(owner_id=incident.owner_id, incident_id=incident.id, case_number=new_case_number())
        session.add(card)
    elif not reissue:
        raise CardExists
    card.secret_hash = hash_secret(secret)
    # Nobody else learns that there is a card.
    own_feed = frozenset({actor.organisation_id})
    append_events(session, actor, NewEvent.about(INCIDENT, incident, CardEvent.ISSUED, audience=own_feed))
    return field_access.select_granted(actor, CARD, {"case_number": card.case_number, "secret": secret})
