"""A union exchanges a member's card for a case of its own. Nobody else can notice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.grants import grant_access
from services.core import clock, crypto, field_encryption
from services.core.errors import Conflict, NotFound
from services.core.settings import get_settings
from services.events.kinds import EventKind
from services.events.log import NewEvent, append_events
from services.models import Consent, Incident, MemberCase, cards
from services.policy.actions import Action
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.vocabularies.organisations import DataClass
from services.vocabularies.people import ConsentPurpose, ConsentState, MemberCaseStage

REDEEM = text("select redeem_card(:number, :hash)")
NEEDED = (DataClass.INCIDENT_CORE, DataClass.OUTCOME)


class CardNotRecognised(NotFound):
    """This case number and secret do not belong together."""

    code = "card_not_recognised"


class CaseExists(Conflict):
    """You have a case for this card already."""

    code = "member_case_exists"


def open_member_case(
    session: Session,
    actor: Actor,
    *,
    case_number: str,
    secret: str,
    consent_evidence_ref: str,
    member_ref: str | None = None,
) -> dict[str, Any]:
    """The union's new case. CardNotRecognised for a wrong, a foreign and a made-up card alike."""
    require_permission(actor, Action.MEMBER_CASE_OPEN)
    agreements.find_helpline(session, *NEEDED)
    incident = _redeemed(session, actor, case_number, secret)
    if session.scalar(select(MemberCase.id).where(*_mine(actor, incident))):
        raise CaseExists
    case = MemberCase(
        owner_id=actor.organisation_id,
        id=clock.new_id(),
        incident_id=incident.id,
        member_ref_hash=_member_hash(actor, member_ref) if member_ref else None,
        stage=MemberCaseStage.INTAKE.value,
    )
    _write(session, case, consent_evidence_ref)
    _tell_the_union_alone(session, actor, case, incident)
    return queries.get_one(session, actor, "member_case", case.id)


def _redeemed(session: Session, actor: Actor, case_number: str, secret: str) -> Incident:
    number = case_number.strip().upper()
    incident_id = session.scalar(REDEEM, {"number": number, "hash": cards.hash_of(secret)})
    if incident_id is None:
        raise CardNotRecognised
    incident = visibility.find_visible(session, actor, Incident, "incident", incident_id)
    # The card's route rests on the agreement of union and helpline, never on one with the school. A card from beyond
    # it answers like a wrong one: whether it is right is nobody's to know without an agreement.
    if not all(agreements.is_covered(session, incident.helpline_id, data_class) for data_class in NEEDED):
        raise CardNotRecognised
    return incident


def _write(session: Session, case: MemberCase, evidence_ref: str) -> None:
    grant_access(session, case.owner_id, "member_case", case.id, write=(case.owner_id,))
    field_encryption.create_data_key(session, case.owner_id, case.id)
    session.add(case)
    session.flush()
    session.add(
        Consent(
            owner_id=case.owner_id,
            id=clock.new_id(),
            member_case_id=case.id,
            purpose=ConsentPurpose.UNION_REPRESENTATION.value,
            evidence_ref=evidence_ref,
            state=ConsentState.GIVEN.value,
        )
    )


def _tell_the_union_alone(session: Session, actor: Actor, case: MemberCase, incident: Incident) -> None:
    mine = frozenset({actor.organisation_id})
    append_events(
        session,
        actor,
        NewEvent(EventKind.MEMBER_CASE_OPENED, "member_case", case.id, case.version, audience=mine),
        # A grant does not rewrite history: the feed begins with the incident as it is now.
        NewEvent(EventKind.INCIDENT_SHARED, "incident", incident.id, incident.version, audience=mine),
    )


def _mine(actor: Actor, incident: Incident) -> tuple[Any, ...]:
    return (MemberCase.owner_id == actor.organisation_id, MemberCase.incident_id == incident.id)


def _member_hash(actor: Actor, member_ref: str) -> bytes:
    return crypto.compute_keyed_hash(
        get_settings().secret_key, f"member references of {actor.organisation_id}", member_ref
    )
