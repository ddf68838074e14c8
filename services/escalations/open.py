"""The helpline puts subjects of accepted incidents together for one platform."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.grants import grant_access
from services.core import clock, field_encryption
from services.core.errors import Conflict, FieldError, Invalid
from services.escalations.notice import draft_notice
from services.escalations.source_incidents import Sources, sources_of
from services.events.log import NewEvent, append_events
from services.models import Escalation, EscalationSubject, Organisation
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_reporter_names
from services.resources.escalation import ESCALATION, OPEN_ESCALATION, EscalationEvent
from services.resources.organisation import ORGANISATION
from services.text_lint import lint
from services.vocabularies.escalations import CountBand, EscalationChannel
from services.vocabularies.organisations import DataClass

NEEDED = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)
FIRST_TIER = 1


class AlreadyEscalated(Conflict):
    """A subject is part of an open escalation to this platform."""

    code = "already_escalated"


def open_escalation(
    session: Session,
    actor: Actor,
    *,
    subject_ids: Sequence[UUID],
    platform_id: UUID,
    priority: str,
    basis: str,
    policy_codes: Sequence[str],
    jurisdictions: Sequence[str],
    explanation: str,
    good_faith_statement: bool,
) -> dict[str, Any]:
    """A queued escalation with its drafted notice, not yet visible to the platform.

    Invalid for a subject without an accepted incident or of another platform, or a text that names or quotes;
    AlreadyEscalated for a subject whose escalation is not over; NoAgreement without one with the platform.
    """
    require_permission(actor, OPEN_ESCALATION)
    _require_sound(explanation, good_faith_statement, load_reporter_names(session, actor, subject_ids))
    platform = _platform(session, actor, platform_id)
    agreements.require_agreement(session, platform.id, *NEEDED)
    sources = sources_of(session, actor, subject_ids)
    _require_escalable(subject_ids, platform, sources)
    escalation = Escalation(
        owner_id=actor.organisation_id,
        id=clock.new_id(),
        platform_id=platform.id,
        channel=EscalationChannel.PARTNER_CHANNEL.value,
        tier=FIRST_TIER,
        priority=priority,
        basis=basis,
        policy_codes=list(policy_codes),
        harm_categories=sources.harm_categories,
        jurisdictions=list(jurisdictions),
        suspected_minor=sources.suspected_minor,
        source_incident_count_band=CountBand.from_count(len(sources.incident_ids)).value,
        state=ESCALATION.machine.initial,
    )
    _write(session, escalation, subject_ids)
    draft_notice(session, escalation, explanation=explanation, good_faith_statement=good_faith_statement)
    append_events(session, actor, NewEvent(EscalationEvent.QUEUED, "escalation", escalation.id, escalation.version))
    return queries.get_one(session, actor, ESCALATION, escalation.id)


def _write(session: Session, escalation: Escalation, subject_ids: Sequence[UUID]) -> None:
    grant_access(session, escalation.owner_id, "escalation", escalation.id, write=(escalation.owner_id,))
    field_encryption.create_data_key(session, escalation.owner_id, escalation.id)
    session.add(escalation)
    session.flush()
    for subject_id in subject_ids:
        session.add(EscalationSubject(owner_id=escalation.owner_id, escalation_id=escalation.id, subject_id=subject_id))


def _platform(session: Session, actor: Actor, platform_id: UUID) -> Organisation:
    known = visibility.is_visible(session, actor, ORGANISATION, platform_id)
    platform = session.get(Organisation, platform_id) if known else None
    if platform is None or platform.kind != Kind.PLATFORM:
        raise Invalid(
            field_errors=(
                FieldError("/platform_id", "unknown_platform", "No platform with this identifier is visible to you."),
            )
        )
    return platform


def _require_sound(explanation: str, good_faith_statement: bool, names: Sequence[str]) -> None:
    field_errors = lint(explanation, pointer="/explanation", forbidden=names)
    if not good_faith_statement:
        field_errors += (FieldError("/good_faith_statement", "required", "good_faith_statement must be true."),)
    if field_errors:
        raise Invalid(field_errors=field_errors)


def _require_escalable(subject_ids: Sequence[UUID], platform: Organisation, sources: Sources) -> None:
    field_errors = []
    for position, subject_id in enumerate(subject_ids):
        pointer = f"/subject_ids/{position}"
        if subject_ids.index(subject_id) != position:
            field_errors.append(FieldError(pointer, "repeated", "Each subject may occur only once."))
        elif subject_id not in sources.platforms:
            field_errors.append(
                FieldError(pointer, "not_accepted", "The subject must belong to an accepted incident of your helpline.")
            )
        elif sources.platforms[subject_id] != platform.platform:
            field_errors.append(FieldError(pointer, "wrong_platform", "The subject is not on this platform."))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    if under_way := sources.under_way.intersection(subject_ids):
        raise AlreadyEscalated(subject_ids=sorted(str(one) for one in under_way))
