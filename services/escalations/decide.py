"""The platform's answer. Append-only; the last subject decided decides the state of the escalation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.errors import Conflict, FieldError, Invalid
from services.core.statements import Row, fetch_batch
from services.escalations.auto_verify import verify_if_settled
from services.escalations.decision_rules import derived_state, digest_of, faults_of, text_faults
from services.escalations.decisions import COLUMNS, by_puid, decision_view, decisions_of, subjects_of, write
from services.escalations.fan_out import spread
from services.escalations.progress import Standing, questions, standing_from
from services.events.log import NewEvent, append_events
from services.models import Escalation
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.resources.decision import RECORD_DECISION, DecisionEvent
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import DECIDABLE
from services.vocabularies.organisations import DataClass

SKEW = timedelta(minutes=5)


class AlreadyDecided(Conflict):
    """A subject already has a decision. Decisions never change."""

    code = "already_decided"


class PuidReused(Conflict):
    """This puid belongs to another decision of your platform."""

    code = "puid_reused"


def record_decision(
    session: Session,
    actor: Actor,
    escalation_id: UUID,
    *,
    puid: str,
    subjects: Sequence[Mapping[str, Any]],
    **told: Any,
) -> dict[str, Any]:
    """The recorded decision. The same puid with the same content is the same decision, for ever.

    Invalid for a subject of another escalation or a decline without its reasons; AlreadyDecided; PuidReused;
    `late` when the escalation was over: stored, and nothing moves.
    """
    # The texts are read before anything is locked: that takes the longer the longer they are.
    if field_errors := text_faults(subjects):
        raise Invalid(field_errors=tuple(field_errors))
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, RECORD_DECISION, escalation)
    earlier, standing = _known(session, actor, escalation, puid)
    digest = digest_of(subjects, {**told, "escalation_id": escalation_id, "puid": puid})
    if earlier is not None:
        if earlier["digest"] != digest:
            raise PuidReused
        return decision_view(actor, earlier, subjects_of(session, earlier))
    late = escalation.state == "closed"
    _require_sound(standing, subjects, told, late)
    decision = _new(actor, escalation, puid=puid, digest=digest, late=late, **told)
    try:
        written = write(session, decision, subjects)
    except IntegrityError:
        # A twin with the same puid, on another escalation, was faster.
        raise PuidReused from None
    _move(session, actor, escalation, standing.with_decisions(subjects), late)
    details = {"decision_id": str(decision["id"]), "state": escalation.state, "late": late}
    happening = NewEvent(DecisionEvent.RECORDED, "escalation", escalation.id, escalation.version, details)
    (event_id,) = append_events(session, actor, happening)
    spread(session, escalation, event_id)
    return decision_view(actor, decision, written)


def list_decisions(session: Session, actor: Actor, escalation_id: UUID) -> list[dict[str, Any]]:
    """All decisions on the escalation, oldest first."""
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    decisions = decisions_of(session, escalation)
    return [decision_view(actor, decision, subjects_of(session, decision)) for decision in decisions]


def _known(session: Session, actor: Actor, escalation: Escalation, puid: str) -> tuple[Row | None, Standing]:
    """The decision that has the puid already, and how the escalation stands; NoAgreement when none covers outcomes."""
    route = agreements.coverage_statement(escalation.owner_id, DataClass.OUTCOME)
    covered, earlier, *standing = fetch_batch(session, route, by_puid(actor, puid), *questions(escalation))
    if not agreements.read_coverage(covered):
        raise agreements.NoAgreement
    return (earlier[0] if earlier else None), standing_from(standing)


def _require_sound(
    standing: Standing, subjects: Sequence[Mapping[str, Any]], told: Mapping[str, Any], late: bool
) -> None:
    field_errors = faults_of(subjects, standing.parts)
    if told["decided_at"] > clock.now() + SKEW:
        field_errors.append(FieldError("/decided_at", "in_the_future", "decided_at must not be in the future."))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    again = sorted(str(one["subject_id"]) for one in subjects if one["subject_id"] in standing.decided)
    if again and not late:
        raise AlreadyDecided(subject_ids=again)


def _new(actor: Actor, escalation: Escalation, **told: Any) -> Row:
    by = {"platform_id": actor.organisation_id, "posted_by_client_id": actor.client_id}
    of_it = {"owner_id": escalation.owner_id, "id": clock.new_id(), "escalation_id": escalation.id}
    return {**dict.fromkeys(COLUMNS), **of_it, **by, "recorded_at": clock.now(), **told}


def _move(session: Session, actor: Actor, escalation: Escalation, standing: Standing, late: bool) -> None:
    if late or not standing.complete or escalation.state not in DECIDABLE:
        flush_next_version(session, escalation)
        return
    target = derived_state(list(standing.decided.values()))
    apply_transition(session, ESCALATION, escalation, "record_decision", target, by=actor.kind.value)
    verify_if_settled(session, escalation, standing, by="system")
