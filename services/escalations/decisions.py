"""Reading the decisions of an escalation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.escalations.answers import Answer
from services.models import Decision, DecisionSubject, Escalation, EscalationSubject
from services.policy import lens
from services.policy.actor import Actor
from services.prepared import fetch, prepared


def parts_of(session: Session, escalation: Escalation) -> frozenset[UUID]:
    """The subjects of the escalation."""
    found = fetch(session, _parts()(owner_id=escalation.owner_id, escalation_id=escalation.id))
    return frozenset(row["subject_id"] for row in found)


def decided_actions(session: Session, escalation: Escalation) -> Mapping[UUID, Answer]:
    """(action, decline_reason) of every subject that has a decision, the newest of each."""
    found = fetch(session, _decided()(owner_id=escalation.owner_id, escalation_id=escalation.id))
    return {row["subject_id"]: (row["action"], row["decline_reason"]) for row in found}


@prepared
def _parts() -> Executable:
    part = EscalationSubject
    of_it = (part.owner_id == bindparam("owner_id"), part.escalation_id == bindparam("escalation_id"))
    return select(part.subject_id).where(*of_it)


@prepared
def _decided() -> Executable:
    one = DecisionSubject
    of_it = (one.owner_id == bindparam("owner_id"), one.escalation_id == bindparam("escalation_id"))
    return select(one.subject_id, one.action, one.decline_reason).where(*of_it).order_by(one.decision_id)


def decisions_of(session: Session, escalation: Escalation) -> Sequence[Decision]:
    """The decisions, oldest first."""
    of_it = (Decision.owner_id == escalation.owner_id, Decision.escalation_id == escalation.id)
    return session.scalars(select(Decision).where(*of_it).order_by(Decision.id)).all()


def decision_view(session: Session, actor: Actor, decision: Decision) -> dict[str, Any]:
    """One decision with its subjects, as the actor may see it."""
    rows = fetch(session, _subjects()(owner_id=decision.owner_id, decision_id=decision.id))
    subjects = [lens.view(actor, "decision_subject", row) for row in rows]
    columns = {column.key: getattr(decision, column.key) for column in Decision.__table__.columns}
    return lens.view(actor, "decision", {**columns, "subjects": subjects})


@prepared
def _subjects() -> Executable:
    one = DecisionSubject
    of_it = (one.owner_id == bindparam("owner_id"), one.decision_id == bindparam("decision_id"))
    return select(one.__table__).where(*of_it).order_by(one.subject_id)
