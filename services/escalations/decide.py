"""The platform's answer. Append-only; the last subject decided decides the state of the escalation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services import clock
from services.errors import Conflict, Fault, Invalid
from services.escalations.answers import derived_state, digest_of, faults_of, text_faults
from services.escalations.decisions import decided_actions, decision_view, decisions_of, parts_of
from services.escalations.settling import verify_if_settled
from services.escalations.spread import spread
from services.events.kinds import EventKind
from services.events.log import Happening, append
from services.models import Decision, DecisionSubject, Escalation
from services.policy import routes, visibility
from services.policy.actions import Action
from services.policy.actor import Actor
from services.policy.machines import DECIDABLE, ESCALATION
from services.policy.moving import advance
from services.policy.table import require
from services.policy.versions import touch
from services.vocabularies.organisations import DataClass

SKEW = timedelta(minutes=5)


class AlreadyDecided(Conflict):
    """A subject has its decision already; decisions are never edited."""

    code = "already_decided"


class PuidReused(Conflict):
    """This puid belongs to another decision."""

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
    seen = visibility.find(session, actor, Escalation, "escalation", escalation_id)
    require(actor, Action.DECISION_RECORD, seen)
    # The texts are read before anything is locked: that takes the longer the longer they are.
    if faults := text_faults(subjects):
        raise Invalid(faults=tuple(faults))
    escalation = visibility.find(session, actor, Escalation, "escalation", escalation_id, lock=True)
    routes.require(session, escalation.owner_id, DataClass.OUTCOME)
    digest = digest_of(subjects, {**told, "escalation_id": escalation_id, "puid": puid})
    earlier = session.scalars(select(Decision).where(_is(actor, puid))).one_or_none()
    if earlier is not None:
        if earlier.digest != digest:
            raise PuidReused
        return decision_view(session, actor, earlier)
    late = escalation.state == "closed"
    _require_sound(session, escalation, subjects, told, late)
    decision = Decision(
        owner_id=escalation.owner_id,
        id=clock.new_id(),
        escalation_id=escalation.id,
        platform_id=actor.organisation_id,
        puid=puid,
        digest=digest,
        posted_by_client_id=actor.client_id,
        late=late,
        **told,
    )
    _write(session, decision, subjects)
    _move(session, actor, escalation, late)
    details = {"decision_id": str(decision.id), "state": escalation.state, "late": late}
    happening = Happening(EventKind.DECISION_RECORDED, "escalation", escalation.id, escalation.version, details)
    (event_id,) = append(session, actor, happening)
    spread(session, escalation, event_id)
    return decision_view(session, actor, decision)


def list_decisions(session: Session, actor: Actor, escalation_id: UUID) -> list[dict[str, Any]]:
    """All decisions on the escalation, oldest first."""
    escalation = visibility.find(session, actor, Escalation, "escalation", escalation_id)
    return [decision_view(session, actor, decision) for decision in decisions_of(session, escalation)]


def _require_sound(
    session: Session, escalation: Escalation, subjects: Sequence[Mapping[str, Any]], told: Mapping[str, Any], late: bool
) -> None:
    parts = parts_of(session, escalation)
    faults = faults_of(subjects, parts)
    if told["decided_at"] > clock.now() + SKEW:
        faults.append(Fault("/decided_at", "in_the_future", "A decision is posted after it was taken."))
    if faults:
        raise Invalid(faults=tuple(faults))
    done = decided_actions(session, escalation)
    again = sorted(str(one["subject_id"]) for one in subjects if one["subject_id"] in done)
    if again and not late:
        raise AlreadyDecided(subject_ids=again)


def _write(session: Session, decision: Decision, subjects: Sequence[Mapping[str, Any]]) -> None:
    session.add(decision)
    try:
        session.flush()
    except IntegrityError:
        # A twin with the same puid, on another escalation, was faster.
        raise PuidReused from None
    for one in subjects:
        session.add(
            DecisionSubject(
                owner_id=decision.owner_id, decision_id=decision.id, escalation_id=decision.escalation_id, **one
            )
        )
    session.flush()


def _move(session: Session, actor: Actor, escalation: Escalation, late: bool) -> None:
    decided = decided_actions(session, escalation)
    complete = len(decided) == len(parts_of(session, escalation))
    if late or not complete or escalation.state not in DECIDABLE:
        touch(session, escalation)
        return
    target = derived_state(list(decided.values()))
    advance(session, ESCALATION, escalation, "record_decision", target, by=actor.kind.value)
    verify_if_settled(session, escalation, by="system")


def _is(actor: Actor, puid: str) -> Any:
    return (Decision.platform_id == actor.organisation_id) & (Decision.puid == puid)
