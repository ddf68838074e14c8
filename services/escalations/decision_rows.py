"""Reading and writing the rows of decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Executable, LargeBinary, Uuid, any_, bindparam, select
from sqlalchemy.orm import Session

from services.core.sealed_columns import compute_blind_index, seal_row, unseal_row
from services.core.statements import BoundStatement, Row, compiled_once, execute_batch, fetch_rows, insert_into
from services.escalations.inputs import DecidedSubject
from services.models import Decision, DecisionSubject, Escalation
from services.policy.actor import Actor
from services.policy.field_access import ResourceView, select_granted
from services.queries import Keyset
from services.resources.decision import DECISION, DECISION_SUBJECT

DECISION_COLUMNS = tuple(column.key for column in Decision.__table__.columns)
SUBJECT_COLUMNS = tuple(column.key for column in DecisionSubject.__table__.columns)


def decision_by_puid_statement(actor: Actor, puid: str) -> BoundStatement:
    """Return the statement that selects the platform's decision with this puid."""
    return _select_by_puid().bind(me=actor.organisation_id, puid_index=compute_puid_index(actor, puid))


def compute_puid_index(actor: Actor, puid: str) -> bytes:
    """Return the blind index of a puid of the platform."""
    return compute_blind_index("decision.puid", actor.organisation_id, puid)


def load_decisions(
    session: Session, escalation: Escalation, data_key: bytes, keyset: Keyset, external_id_indexes: Sequence[bytes]
) -> Sequence[Row]:
    """Return one page of the decisions on the escalation, newest first; with indexes, only those with one of them."""
    statement = _select_by_escalation(keyset.after is not None, bool(external_id_indexes)).bind(
        owner_id=escalation.owner_id,
        escalation_id=escalation.id,
        after=keyset.after,
        limit=keyset.limit,
        external_id_indexes=list(external_id_indexes),
    )
    return [unseal_row(data_key, Decision, row) for row in fetch_rows(session, statement)]


def load_decided_subjects(session: Session, decisions: Sequence[Row], data_key: bytes) -> Mapping[UUID, Sequence[Row]]:
    """Return the subjects of each of the decisions, all of one owner, in the order of their ids."""
    subjects: dict[UUID, list[Row]] = {decision["id"]: [] for decision in decisions}
    if decisions:
        statement = _select_subjects().bind(owner_id=decisions[0]["owner_id"], decision_ids=list(subjects))
        for row in fetch_rows(session, statement):
            subjects[row["decision_id"]].append(unseal_row(data_key, DecisionSubject, row))
    return subjects


def insert_decision(session: Session, decision: Row, subjects: Sequence[DecidedSubject], data_key: bytes) -> list[Row]:
    """Insert the decision with its subjects; return the rows of the subjects as `load_decided_subjects` does.

    `data_key` is that of the escalation: texts and references are sealed.

    Raises:
        IntegrityError: the platform has a decision with this puid already.
    """
    key = {
        "owner_id": decision["owner_id"],
        "decision_id": decision["id"],
        "escalation_id": decision["escalation_id"],
    }
    rows = [{**dict.fromkeys(SUBJECT_COLUMNS), **key, **subject} for subject in sorted(subjects, key=_get_subject_id)]
    statements = [_insert_subject().bind(**seal_row(data_key, DecisionSubject, row)) for row in rows]
    execute_batch(session, _insert_decision().bind(**seal_row(data_key, Decision, decision)), *statements)
    return rows


def build_decision_view(actor: Actor, decision: Row, subjects: Sequence[Row]) -> ResourceView:
    """Return the decision with its subjects as the actor may see it."""
    subject_views = [select_granted(actor, DECISION_SUBJECT, subject) for subject in subjects]
    return select_granted(actor, DECISION, {**decision, "subjects": subject_views})


def _get_subject_id(subject: DecidedSubject) -> UUID:
    """Return the id of the subject, as the key to sort by."""
    return subject["subject_id"]


@compiled_once
def _select_by_puid() -> Executable:
    """Select the decision of the platform `me` with this puid."""
    return select(Decision.__table__).where(
        Decision.platform_id == bindparam("me"), Decision.puid_index == bindparam("puid_index")
    )


@compiled_once
def _select_by_escalation(has_after: bool, is_by_external_id: bool) -> Executable:
    """Select a page of the decisions on an escalation, newest first."""
    conditions = [
        Decision.owner_id == bindparam("owner_id"),
        Decision.escalation_id == bindparam("escalation_id"),
    ]
    if has_after:
        conditions.append(Decision.id < bindparam("after"))
    if is_by_external_id:
        indexes = bindparam("external_id_indexes", type_=ARRAY(LargeBinary()))
        conditions.append(Decision.external_id_index == any_(indexes))
    return select(Decision.__table__).where(*conditions).order_by(Decision.id.desc()).limit(bindparam("limit"))


@compiled_once
def _select_subjects() -> Executable:
    """Select the subjects of decisions in the order of their ids."""
    decision_ids = bindparam("decision_ids", type_=ARRAY(Uuid()))
    return (
        select(DecisionSubject.__table__)
        .where(DecisionSubject.owner_id == bindparam("owner_id"), DecisionSubject.decision_id == any_(decision_ids))
        .order_by(DecisionSubject.subject_id)
    )


@compiled_once
def _insert_decision() -> Executable:
    """Insert one decision."""
    return insert_into(Decision, *DECISION_COLUMNS)


@compiled_once
def _insert_subject() -> Executable:
    """Insert one subject of a decision."""
    return insert_into(DecisionSubject, *SUBJECT_COLUMNS)
