"""The member cases of a union. A case is opened with a member's card, and no other organisation can notice it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.external_ids import claim_external_id, index_filter
from services.access.grants import grant_access
from services.core import clock, crypto, field_encryption
from services.core.errors import Conflict, NotFound
from services.core.references import normalize_reference
from services.core.sealed_columns import seal_row
from services.core.settings import get_settings
from services.events.log import NewEvent, append_events
from services.member_cases.card_secrets import CASE_NUMBER_PREFIX, hash_secret
from services.models import Consent, Incident, MemberCase
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.incident import INCIDENT, IncidentEvent
from services.resources.member_case import MEMBER_CASE, OPEN_MEMBER_CASE, MemberCaseEvent
from services.vocabularies.member_cases import ConsentPurpose, ConsentState, MemberCaseStage
from services.vocabularies.organisations import DataClass

REDEEM_CARD_SQL = text("select redeem_card(:number, :hash)")
REQUIRED_DATA_CLASSES = (DataClass.INCIDENT_CORE, DataClass.OUTCOME)


class CardNotRecognised(NotFound):
    """No card with this case number and secret exists."""

    code = "card_not_recognised"


class CaseExists(Conflict):
    """Your union has already opened a case with this card."""

    code = "member_case_exists"


def get_member_case(session: Session, actor: Actor, member_case_id: UUID) -> ResourceView:
    """Return one of the union's cases. Raise NotFound for any other."""
    return queries.get_one(session, actor, MEMBER_CASE, member_case_id)


def list_member_cases(
    session: Session,
    actor: Actor,
    keyset: queries.Keyset,
    *,
    stage: Sequence[str] = (),
    external_id: str | None = None,
    updated_after: datetime | None = None,
) -> list[ResourceView]:
    """Return one page of the union's cases, newest first, that match all filters."""
    filters: dict[str, Sequence[object]] = {
        "stage": stage,
        "external_id_index": index_filter(MemberCase, actor.organisation_id, external_id),
    }
    return queries.list_page(session, actor, MEMBER_CASE, keyset, filters, updated_after)


def open_member_case(
    session: Session,
    actor: Actor,
    *,
    case_number: str,
    secret: str,
    consent_evidence_ref: str,
    member_ref: str | None = None,
    external_id: str | None = None,
) -> ResourceView:
    """Open a case with a member's card, which lets the union read the card's incident from now on.

    `consent_evidence_ref` is the union's reference to the member's consent. `member_ref` is its reference to the
    member; only a keyed hash of it is stored.

    Raises:
        Forbidden: the actor is not a union.
        NoAgreement: no helpline has an agreement with the union that covers incidents and outcomes.
        CardNotRecognised: the card is wrong, or its incident is with a helpline without such an agreement.
        CaseExists: the union has opened a case with this card before.
    """
    require_permission(actor, OPEN_MEMBER_CASE)
    agreements.find_helpline(session, *REQUIRED_DATA_CLASSES)
    incident = _redeem_card(session, actor, case_number, secret)
    if _has_case(session, actor, incident):
        raise CaseExists
    row = {
        "owner_id": actor.organisation_id,
        "id": clock.new_id(),
        "incident_id": incident.id,
        "member_ref_hash": _hash_member_ref(actor, member_ref) if member_ref else None,
        "stage": MemberCaseStage.INTAKE.value,
        "external_id": external_id,
        "external_id_index": claim_external_id(
            session, actor, MemberCase, external_id, owner_column=MemberCase.owner_id
        ),
    }
    case = _insert_case(session, row, consent_evidence_ref)
    _append_opening_events(session, actor, case, incident)
    return queries.get_one(session, actor, MEMBER_CASE, case.id)


def _redeem_card(session: Session, actor: Actor, case_number: str, secret: str) -> Incident:
    """Give the actor read access to the card's incident and return the incident.

    Raise CardNotRecognised for a wrong card, and alike for a card outside the actor's agreements: without an
    agreement the actor must not learn whether a card is right.
    """
    number = normalize_reference(CASE_NUMBER_PREFIX, case_number)
    incident_id = session.scalar(REDEEM_CARD_SQL, {"number": number, "hash": hash_secret(secret)})
    if incident_id is None:
        raise CardNotRecognised
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id)
    # Required is the union's agreement with the helpline, never one with the school.
    if not agreements.is_covered(session, incident.helpline_id, *REQUIRED_DATA_CLASSES):
        raise CardNotRecognised
    return incident


def _has_case(session: Session, actor: Actor, incident: Incident) -> bool:
    """Return whether the actor has a case for the incident."""
    statement = select(MemberCase.id).where(
        MemberCase.owner_id == actor.organisation_id, MemberCase.incident_id == incident.id
    )
    return session.scalar(statement) is not None


def _insert_case(session: Session, row: Mapping[str, Any], evidence_ref: str) -> MemberCase:
    """Insert the case with its access row, its data key, and the member's consent to representation; return it."""
    grant_access(session, row["owner_id"], "member_case", row["id"], write=(row["owner_id"],))
    data_key = field_encryption.create_data_key(session, row["owner_id"], row["id"])
    case = MemberCase(**seal_row(data_key, MemberCase, row))
    session.add(case)
    session.flush()
    consent = {
        "owner_id": case.owner_id,
        "id": clock.new_id(),
        "member_case_id": case.id,
        "purpose": ConsentPurpose.UNION_REPRESENTATION.value,
        "evidence_ref": evidence_ref,
        "state": ConsentState.GIVEN.value,
    }
    session.add(Consent(**seal_row(data_key, Consent, consent)))
    return case


def _append_opening_events(session: Session, actor: Actor, case: MemberCase, incident: Incident) -> None:
    """Announce the new case and the shared incident in the feed of the union alone."""
    own_feed = frozenset({actor.organisation_id})
    append_events(
        session,
        actor,
        NewEvent.about(MEMBER_CASE, case, MemberCaseEvent.OPENED, audience=own_feed),
        # The union gets no earlier events of the incident: its feed begins with the current version.
        NewEvent.about(INCIDENT, incident, IncidentEvent.SHARED, audience=own_feed),
    )


def _hash_member_ref(actor: Actor, member_ref: str) -> bytes:
    """Return a keyed hash of the member reference that differs for every union."""
    return crypto.compute_keyed_hash(
        get_settings().secret_key, f"member references of {actor.organisation_id}", member_ref
    )
