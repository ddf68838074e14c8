"""The member cases of a union: with a member's card, or without one. No other organisation can notice them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.external_ids import index_filter, index_new_external_id
from services.access.grants import grant_access
from services.access.optimistic_locking import flush_next_version
from services.core import clock, crypto, field_encryption
from services.core.errors import Conflict, FieldError, Invalid, NotFound
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
    """Your union already has a case of this incident."""

    code = "member_case_exists"


class CaseLinked(Conflict):
    """This case belongs to an incident already. A card links a case that has none."""

    code = "member_case_linked"


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
    consent_evidence_ref: str,
    case_number: str | None = None,
    secret: str | None = None,
    incident_id: UUID | None = None,
    member_ref: str | None = None,
    external_id: str | None = None,
) -> ResourceView:
    """Open a case: with a member's card, which lets the union read its incident from now on, or without.

    Without a card the case is about `incident_id`, an incident that the union reported itself, or about none yet:
    `link_card` links it later. `consent_evidence_ref` is the union's reference to the member's consent. `member_ref` is
    its reference to the member; only a keyed hash of it is stored.

    Raises:
        Forbidden: the actor is not a union.
        NoAgreement: no helpline has an agreement with the union that covers incidents and outcomes.
        Invalid: half of a card, a card and an incident, or an incident that the union did not report.
        CardNotRecognised: the card is wrong, or its incident is with a helpline without such an agreement.
        CaseExists: the union has a case of this incident already.
        ExternalIdTaken: another case of the union has the external id.
    """
    require_permission(actor, OPEN_MEMBER_CASE)
    agreements.find_helpline(session, *REQUIRED_DATA_CLASSES)
    _validate_origin(case_number, secret, incident_id)
    shared_incident = (
        _redeem_card(session, actor, case_number, secret) if case_number is not None and secret is not None else None
    )
    incident = shared_incident or (_find_own_incident(session, actor, incident_id) if incident_id else None)
    if incident and _has_case(session, actor, incident):
        raise CaseExists
    row = {
        "owner_id": actor.organisation_id,
        "id": clock.new_id(),
        "incident_id": incident.id if incident else None,
        "member_ref_hash": _hash_member_ref(actor, member_ref) if member_ref else None,
        "stage": MemberCaseStage.INTAKE.value,
        "external_id": external_id,
        "external_id_index": index_new_external_id(actor, MemberCase, external_id),
    }
    case = _insert_case(session, row, consent_evidence_ref)
    _append_events(session, actor, case, MemberCaseEvent.OPENED, shared_incident)
    return queries.get_one(session, actor, MEMBER_CASE, case.id)


def link_card(session: Session, actor: Actor, member_case_id: UUID, *, case_number: str, secret: str) -> ResourceView:
    """Link a case without an incident to that of a member's card, which the union reads from now on; return the case.

    Raises:
        NotFound: the actor has no such case.
        Forbidden: the actor is not a union.
        NoAgreement: no helpline has an agreement with the union that covers incidents and outcomes.
        CardNotRecognised: the card is wrong, or its incident is with a helpline without such an agreement.
        CaseLinked: the case has an incident already.
        CaseExists: the union has another case of the card's incident.
    """
    case = visibility.find_visible(session, actor, MEMBER_CASE, member_case_id, lock=True)
    require_permission(actor, OPEN_MEMBER_CASE, case)
    agreements.find_helpline(session, *REQUIRED_DATA_CLASSES)
    if case.incident_id is not None:
        raise CaseLinked
    incident = _redeem_card(session, actor, case_number, secret)
    if _has_case(session, actor, incident):
        raise CaseExists
    case.incident_id = incident.id
    flush_next_version(session, case)
    _append_events(session, actor, case, MemberCaseEvent.LINKED, incident, changed={"incident_id"})
    return queries.get_one(session, actor, MEMBER_CASE, case.id)


def _validate_origin(case_number: str | None, secret: str | None, incident_id: UUID | None) -> None:
    """Raise Invalid for half of a card, and for a card together with an incident."""
    field_errors = []
    for name, value, other in (("case_number", case_number, secret), ("secret", secret, case_number)):
        if other is not None and value is None:
            field_errors.append(FieldError(f"/{name}", "required", "A card needs both its case number and its secret."))
    if incident_id and (case_number is not None or secret is not None):
        detail = "Leave out the incident when you send a card, which names one."
        field_errors.append(FieldError("/incident_id", "invalid", detail))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))


def _find_own_incident(session: Session, actor: Actor, incident_id: UUID) -> Incident:
    """Return an incident that the actor reported. Raise Invalid for any other, visible or not."""
    statement = select(Incident).where(
        Incident.id == incident_id,
        Incident.owner_id == actor.organisation_id,
        visibility.visible_to(actor, INCIDENT),
    )
    incident = session.scalars(statement).one_or_none()
    if incident is None:
        detail = "Your union has reported no incident with this identifier."
        raise Invalid(field_errors=(FieldError("/incident_id", "unknown_incident", detail),))
    return incident


def _redeem_card(session: Session, actor: Actor, case_number: str | None, secret: str | None) -> Incident:
    """Give the actor read access to the card's incident and return the incident.

    Raise CardNotRecognised for a wrong card, and alike for a card outside the actor's agreements: without an
    agreement the actor must not learn whether a card is right.
    """
    number = normalize_reference(CASE_NUMBER_PREFIX, case_number or "")
    incident_id = session.scalar(REDEEM_CARD_SQL, {"number": number, "hash": hash_secret(secret or "")})
    if incident_id is None:
        raise CardNotRecognised
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id)
    # Required is the union's agreement with the helpline, never one with the school.
    if not agreements.is_covered(session, incident.helpline_id, *REQUIRED_DATA_CLASSES, nation=incident.nation):
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


def _append_events(
    session: Session,
    actor: Actor,
    case: MemberCase,
    kind: MemberCaseEvent,
    shared_incident: Incident | None,
    changed: Collection[str] = (),
) -> None:
    """Announce the case, and the incident that a card shared, in the feed of the union alone."""
    own_feed = frozenset({actor.organisation_id})
    events = [NewEvent.about(MEMBER_CASE, case, kind, audience=own_feed, changed=changed)]
    if shared_incident:
        # The union gets no earlier events of the incident: its feed begins with the current version.
        events.append(NewEvent.about(INCIDENT, shared_incident, IncidentEvent.SHARED, audience=own_feed))
    append_events(session, actor, *events)


def _hash_member_ref(actor: Actor, member_ref: str) -> bytes:
    """Return a keyed hash of the member reference that differs for every union."""
    return crypto.compute_keyed_hash(
        get_settings().secret_key, f"member references of {actor.organisation_id}", member_ref
    )
