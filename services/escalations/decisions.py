"""Reading the decisions of an escalation, and writing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core.statements import BoundStatement, Row, compiled_once, execute_batch, fetch_rows, insert_into
from services.models import Decision, DecisionSubject, Escalation
from services.policy import field_access
from services.policy.actor import Actor
from services.resources.decision import DECISION, DECISION_SUBJECT

COLUMNS = tuple(column.key for column in Decision.__table__.columns)
OF_SUBJECT = tuple(column.key for column in DecisionSubject.__table__.columns)


def by_puid(actor: Actor, puid: str) -> BoundStatement:
    """The question for the decision of this platform that has the puid."""
    return _by_puid().bind(me=actor.organisation_id, puid=puid)


def decisions_of(session: Session, escalation: Escalation) -> Sequence[Row]:
    """The decisions, oldest first."""
    return fetch_rows(session, _of_escalation().bind(owner_id=escalation.owner_id, escalation_id=escalation.id))


def subjects_of(session: Session, decision: Row) -> Sequence[Row]:
    """What it says of each of its subjects."""
    return fetch_rows(session, _subjects().bind(owner_id=decision["owner_id"], decision_id=decision["id"]))


def decision_view(actor: Actor, decision: Row, subjects: Sequence[Row]) -> dict[str, Any]:
    """One decision with its subjects, as the actor may see it."""
    shown = [field_access.select_granted(actor, DECISION_SUBJECT, one) for one in subjects]
    return field_access.select_granted(actor, DECISION, {**decision, "subjects": shown})


def write(session: Session, decision: Row, subjects: Sequence[Mapping[str, Any]]) -> list[Row]:
    """What was written of each subject, in the order in which it is read."""
    of_it = {"owner_id": decision["owner_id"], "decision_id": decision["id"]}
    rows = [
        {**dict.fromkeys(OF_SUBJECT), **of_it, "escalation_id": decision["escalation_id"], **one}
        for one in sorted(subjects, key=_subject_id)
    ]
    execute_batch(session, _made().bind(**decision), *(_said().bind(**row) for row in rows))
    return rows


def _subject_id(row: Mapping[str, Any]) -> UUID:
    found: UUID = row["subject_id"]
    return found


@compiled_once
def _by_puid() -> Executable:
    return select(Decision.__table__).where(Decision.platform_id == bindparam("me"), Decision.puid == bindparam("puid"))


@compiled_once
def _of_escalation() -> Executable:
    of_it = (Decision.owner_id == bindparam("owner_id"), Decision.escalation_id == bindparam("escalation_id"))
    return select(Decision.__table__).where(*of_it).order_by(Decision.id)


@compiled_once
def _subjects() -> Executable:
    one = DecisionSubject
    of_it = (one.owner_id == bindparam("owner_id"), one.decision_id == bindparam("decision_id"))
    return select(one.__table__).where(*of_it).order_by(one.subject_id)


@compiled_once
def _made() -> Executable:
    return insert_into(Decision, *COLUMNS)


@compiled_once
def _said() -> Executable:
    return insert_into(DecisionSubject, *OF_SUBJECT)
