"""What hangs below a noun, loaded for a whole page in one query and passed through the lens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from services.models import (
    Access,
    Decision,
    DecisionSubject,
    EscalationSubject,
    Incident,
    IncidentSubject,
    Subject,
    Verification,
)
from services.policy import lens, visibility
from services.policy.actor import Actor


def links(session: Session, actor: Actor, incident_ids: Sequence[UUID]) -> Mapping[UUID, list[dict[str, Any]]]:
    """The subjects of each incident with what became of them, in the order in which they were added."""
    link = IncidentSubject
    columns = select(link.__table__, link.created_at.label("added_at"), Subject.platform)
    statement = (
        visibility.joined(columns.select_from(link), actor, "incident", link, link.incident_id)
        .join(Subject, Subject.id == link.subject_id)
        .where(Access.resource_id.in_(incident_ids))
        .order_by(link.incident_id, link.created_at, link.subject_id)
    )
    found: dict[UUID, list[dict[str, Any]]] = {wanted: [] for wanted in incident_ids}
    for row in session.execute(statement).mappings():
        found[row["incident_id"]].append(lens.view(actor, "incident_subject", row))
    return found


def escalated_subjects(session: Session, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, list[dict[str, Any]]]:
    """The subjects of each escalation, each with its newest decision and what was found afterwards."""
    part = EscalationSubject
    decided = (
        select(DecisionSubject.action, DecisionSubject.decline_reason, Decision.decided_at)
        .join(Decision, (Decision.owner_id == DecisionSubject.owner_id) & (Decision.id == DecisionSubject.decision_id))
        .where(
            DecisionSubject.owner_id == part.owner_id,
            DecisionSubject.escalation_id == part.escalation_id,
            DecisionSubject.subject_id == part.subject_id,
            ~Decision.late,
        )
        .order_by(Decision.id.desc())
        .limit(1)
        .lateral("decided")
    )
    verified = (
        select(Verification.result.label("verification"))
        .where(
            Verification.owner_id == part.owner_id,
            Verification.escalation_id == part.escalation_id,
            Verification.subject_id == part.subject_id,
        )
        .order_by(Verification.id.desc())
        .limit(1)
        .lateral("verified")
    )
    columns = select(part.escalation_id, part.subject_id, Subject.type, decided, verified)
    statement = (
        visibility.joined(columns.select_from(part), actor, "escalation", part, part.escalation_id)
        .join(Subject, Subject.id == part.subject_id)
        .join(decided, decided.c.action.is_not(None), isouter=True)
        .join(verified, verified.c.verification.is_not(None), isouter=True)
        .where(Access.resource_id.in_(ids))
        .order_by(part.escalation_id, part.subject_id)
    )
    found: dict[UUID, list[dict[str, Any]]] = {wanted: [] for wanted in ids}
    for row in session.execute(statement).mappings():
        found[row["escalation_id"]].append(lens.view(actor, "escalation_subject", row))
    return found


def incident_counts(session: Session, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many incidents name a subject of the escalation: the exact fan-in, for the helpline alone."""
    part, link = EscalationSubject, IncidentSubject
    statement = (
        select(part.escalation_id, func.count(distinct(Incident.id)))
        .join(link, link.subject_id == part.subject_id)
        .join(Incident, (Incident.owner_id == link.owner_id) & (Incident.id == link.incident_id))
        .where(part.escalation_id.in_(ids), visibility.of(actor, "incident"), Incident.state.in_(COUNTED))
        .group_by(part.escalation_id)
    )
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in session.execute(statement)}


COUNTED = ("accepted", "in_escalation", "partially_resolved", "resolved")
