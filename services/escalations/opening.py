"""Opening an escalation: the helpline collects subjects of accepted incidents for one platform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import visibility
from services.access.grants import grant_access
from services.core import clock, field_encryption
from services.core.errors import Conflict, FieldError, Invalid
from services.core.sealed_columns import seal_row
from services.escalations.inputs import EscalationInput
from services.escalations.notices import draft_notice
from services.escalations.recipients import require_reachable
from services.escalations.source_incidents import Sources, load_sources
from services.events.log import NewEvent, append_events
from services.models import Escalation, EscalationSubject, Organisation
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION, OPEN_ESCALATION, EscalationEvent
from services.resources.organisation import ORGANISATION
from services.text_lint import lint, lint_reference
from services.vocabularies.escalations import CountBand, EscalationChannel

FIRST_TIER = 1


class AlreadyEscalated(Conflict):
    """A subject is part of an open escalation to this platform."""

    code = "already_escalated"


def open_escalation(session: Session, actor: Actor, **inputs: Unpack[EscalationInput]) -> ResourceView:
    """Create an escalation in state `queued` with its notice, and return it. The platform cannot see it yet.

    Raises:
        Forbidden: the actor is not a helpline.
        Invalid: a subject belongs to no accepted incident or is on another platform, the platform is unknown, the
            explanation fails the text lint, or the good-faith statement is not true.
        PlatformNotActive: the platform is suspended or closed.
        NoAgreement: no agreement with the platform covers incidents and locators.
        AlreadyEscalated: a subject is part of an open escalation.
    """
    require_permission(actor, OPEN_ESCALATION)
    subject_ids = inputs["subject_ids"]
    platform = _find_platform(session, actor, inputs["platform_id"])
    sources = load_sources(session, actor, subject_ids)
    require_reachable(session, platform, sources.nations)
    _validate_subjects(subject_ids, platform, sources)
    _validate_notice(session, actor, inputs)
    escalation = _insert_escalation(session, _build_row(actor, platform, sources, inputs), subject_ids)
    draft_notice(
        session,
        escalation,
        explanation=inputs["explanation"],
        good_faith_statement=inputs["good_faith_statement"],
    )
    append_events(session, actor, NewEvent.about(ESCALATION, escalation, EscalationEvent.QUEUED))
    return queries.get_one(session, actor, ESCALATION, escalation.id)


def _validate_notice(session: Session, actor: Actor, inputs: EscalationInput) -> None:
    """Raise Invalid for texts that fail the text lint, and for a good-faith statement that is not true."""
    names = load_reporter_names(session, actor, inputs["subject_ids"])
    field_errors = lint(inputs["explanation"], pointer="/explanation", names=names)
    for position, code in enumerate(inputs["policy_codes"]):
        field_errors += lint_reference(code, pointer=f"/policy_codes/{position}", names=names)
    if not inputs["good_faith_statement"]:
        field_errors += (FieldError("/good_faith_statement", "required", "good_faith_statement must be true."),)
    if field_errors:
        raise Invalid(field_errors=field_errors)


def _find_platform(session: Session, actor: Actor, platform_id: UUID) -> Organisation:
    """Return the platform. Raise Invalid for an organisation that the actor cannot see or that is no platform."""
    is_visible = visibility.is_visible(session, actor, ORGANISATION, platform_id)
    platform = session.get(Organisation, platform_id) if is_visible else None
    if platform is None or platform.kind != Kind.PLATFORM:
        detail = "No platform with this identifier is visible to you."
        raise Invalid(field_errors=(FieldError("/platform_id", "unknown_platform", detail),))
    return platform


def _validate_subjects(subject_ids: Sequence[UUID], platform: Organisation, sources: Sources) -> None:
    """Raise Invalid for repeated or unsuitable subjects, and AlreadyEscalated for those of open escalations."""
    field_errors = []
    for position, subject_id in enumerate(subject_ids):
        pointer = f"/subject_ids/{position}"
        if subject_ids.index(subject_id) != position:
            field_errors.append(FieldError(pointer, "repeated", "Each subject may occur only once."))
        elif subject_id not in sources.platform_by_subject:
            detail = "The subject must belong to an accepted incident of your helpline."
            field_errors.append(FieldError(pointer, "not_accepted", detail))
        elif sources.platform_by_subject[subject_id] != platform.platform:
            field_errors.append(FieldError(pointer, "wrong_platform", "The subject is not on this platform."))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    if escalated_ids := sources.escalated_subject_ids.intersection(subject_ids):
        raise AlreadyEscalated(subject_ids=sorted(str(subject_id) for subject_id in escalated_ids))


def _build_row(actor: Actor, platform: Organisation, sources: Sources, inputs: EscalationInput) -> dict[str, Any]:
    """Return the row of the escalation, in its initial state and on the first tier."""
    return {
        "owner_id": actor.organisation_id,
        "id": clock.new_id(),
        "platform_id": platform.id,
        "channel": EscalationChannel.PARTNER_CHANNEL.value,
        "tier": FIRST_TIER,
        "priority": inputs["priority"],
        "basis": inputs["basis"],
        "policy_codes": list(inputs["policy_codes"]),
        "explanation": inputs["explanation"],
        "harm_categories": sources.harm_categories,
        "jurisdictions": list(inputs["jurisdictions"]),
        "suspected_minor": sources.suspected_minor,
        "source_incident_count_band": CountBand.from_count(len(sources.incident_ids)).value,
        "state": ESCALATION.machine.initial,
    }


def _insert_escalation(session: Session, row: dict[str, Any], subject_ids: Sequence[UUID]) -> Escalation:
    """Insert the escalation with its access row, its data key and its subjects, and return it."""
    owner_id, escalation_id = row["owner_id"], row["id"]
    grant_access(session, owner_id, "escalation", escalation_id, write=(owner_id,))
    data_key = field_encryption.create_data_key(session, owner_id, escalation_id)
    escalation = Escalation(**seal_row(data_key, Escalation, row))
    session.add(escalation)
    session.flush()
    for subject_id in subject_ids:
        session.add(EscalationSubject(owner_id=escalation.owner_id, escalation_id=escalation.id, subject_id=subject_id))
    return escalation
