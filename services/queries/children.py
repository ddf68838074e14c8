"""What hangs below a noun, loaded for a whole page in one query and passed through the lens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Executable, Text, Uuid, any_, bindparam, distinct, func, literal, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.statements import BoundStatement, CompiledStatement, Row, compiled_once, fetch_rows
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
from services.policy import field_access
from services.policy.actor import Actor, Kind

ChildrenById = Mapping[UUID, Any]


@dataclass(frozen=True, slots=True)
class Children:
    """A statement for a kind of organisation, and what its rows amount to for each of the wanted ids."""

    statement: Callable[[Kind], CompiledStatement]
    gathered: Callable[[Actor, Sequence[UUID], Sequence[Row]], ChildrenById]

    def asked(self, actor: Actor, ids: Sequence[UUID]) -> BoundStatement:
        """The statement, for the children of these."""
        return self.statement(actor.kind).bind(me=actor.organisation_id, wanted=list(ids))


def is_requested(identity: ColumnElement[UUID] | Any) -> ColumnElement[bool]:
    """One array, however many there are: each parameter of a list would cost as much as a row."""
    return identity == any_(bindparam("wanted", type_=ARRAY(Uuid())))


@compiled_once
def _select_incident_subjects(kind: Kind) -> Executable:
    """The subjects of each incident with what became of them, in the order in which they were added."""
    actor, link = visibility.actor_parameter(kind), IncidentSubject
    columns = select(link.__table__, link.created_at.label("added_at"), Subject.platform)
    return (
        visibility.join_access(columns.select_from(link), actor, "incident", link, link.incident_id)
        .join(Subject, Subject.id == link.subject_id)
        .where(is_requested(Access.resource_id))
        .order_by(link.incident_id, link.created_at, link.subject_id)
    )


@compiled_once
def _select_escalation_subjects(kind: Kind) -> Executable:
    """The subjects of each escalation, each with its newest decision and what was found afterwards."""
    actor, part = visibility.actor_parameter(kind), EscalationSubject
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
    return (
        visibility.join_access(columns.select_from(part), actor, "escalation", part, part.escalation_id)
        .join(Subject, Subject.id == part.subject_id)
        .join(decided, decided.c.action.is_not(None), isouter=True)
        .join(verified, verified.c.verification.is_not(None), isouter=True)
        .where(is_requested(Access.resource_id))
        .order_by(part.escalation_id, part.subject_id)
    )


@compiled_once
def _count_incidents(kind: Kind) -> Executable:
    """How many incidents name a subject of the escalation: the exact fan-in, for the helpline alone."""
    actor, part, link = visibility.actor_parameter(kind), EscalationSubject, IncidentSubject
    return (
        select(part.escalation_id, func.count(distinct(Incident.id)).label("count"))
        .join(link, link.subject_id == part.subject_id)
        .join(Incident, (Incident.owner_id == link.owner_id) & (Incident.id == link.incident_id))
        .where(
            is_requested(part.escalation_id),
            visibility.has_access(actor, "escalation", part.escalation_id, part.owner_id),
            visibility.visible_to(actor, "incident"),
            Incident.state == any_(literal(list(COUNTED_STATES), ARRAY(Text()))),
        )
        .group_by(part.escalation_id)
    )


def _group_by(noun: str, by: str) -> Callable[[Actor, Sequence[UUID], Sequence[Row]], ChildrenById]:
    """For each id the rows that name it in this column, through the lens."""

    def gathered(actor: Actor, ids: Sequence[UUID], rows: Sequence[Row]) -> ChildrenById:
        found: dict[UUID, list[Row]] = {each: [] for each in ids}
        for row in rows:
            found[row[by]].append(field_access.select_granted(actor, noun, row))
        return found

    return gathered


def _read_counts(_actor: Actor, ids: Sequence[UUID], rows: Sequence[Row]) -> ChildrenById:
    return dict.fromkeys(ids, 0) | {row["escalation_id"]: row["count"] for row in rows}


def count_source_incidents(session: Session, actor: Actor, ids: Sequence[UUID]) -> ChildrenById:
    """How many incidents name a subject of each escalation."""
    return INCIDENT_COUNTS.gathered(actor, ids, fetch_rows(session, INCIDENT_COUNTS.asked(actor, ids)))


COUNTED_STATES = ("accepted", "in_escalation", "partially_resolved", "resolved")
INCIDENT_SUBJECTS = Children(_select_incident_subjects, _group_by("incident_subject", "incident_id"))
ESCALATION_SUBJECTS = Children(_select_escalation_subjects, _group_by("escalation_subject", "escalation_id"))
INCIDENT_COUNTS = Children(_count_incidents, _read_counts)
