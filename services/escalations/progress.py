"""How an escalation stands: its subjects, what was decided of each, and what was found afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch, fetch_rows
from services.escalations.decision_rules import Answer
from services.models import DecisionSubject, Escalation, EscalationSubject, Verification
from services.vocabularies.decisions import DECLINING_ACTIONS, DecisionAction
from services.vocabularies.subjects import RESOLVED_RESULTS


@dataclass(frozen=True, slots=True)
class Standing:
    """`decided` and `found` say of a subject the newest (action, decline_reason), and the newest result of a check."""

    parts: frozenset[UUID]
    decided: Mapping[UUID, Answer]
    found: Mapping[UUID, str]

    @property
    def complete(self) -> bool:
        """Whether every subject is decided."""
        return len(self.decided) == len(self.parts)

    @property
    def settled(self) -> bool:
        """Whether every subject is decided and nothing that the platform acted on is left to see."""
        acted_on = [
            subject for subject, (action, _) in self.decided.items() if DecisionAction(action) not in DECLINING_ACTIONS
        ]
        return self.complete and all(self.found.get(subject) in RESOLVED_RESULTS for subject in acted_on)

    def with_decisions(self, subjects: Iterable[Mapping[str, Any]]) -> Standing:
        """As it is after a decision of these subjects."""
        newer = {one["subject_id"]: (one["action"], one.get("decline_reason")) for one in subjects}
        return replace(self, decided={**self.decided, **newer})

    def with_result(self, subject_id: UUID, result: str) -> Standing:
        """As it is after a check of this subject."""
        return replace(self, found={**self.found, subject_id: result})


def parts_of(session: Session, escalation: Escalation) -> frozenset[UUID]:
    """The subjects of the escalation."""
    found = fetch_rows(session, _parts().bind(owner_id=escalation.owner_id, escalation_id=escalation.id))
    return frozenset(row["subject_id"] for row in found)


def standing_of(session: Session, escalation: Escalation) -> Standing:
    """How it stands now. Lock the escalation first."""
    return standing_from(fetch_batch(session, *questions(escalation)))


def questions(escalation: Escalation) -> list[BoundStatement]:
    """What must be known, for whoever has other things to ask as well."""
    of_it = {"owner_id": escalation.owner_id, "escalation_id": escalation.id}
    return [statement().bind(**of_it) for statement in (_parts, _decided, _found)]


def standing_from(answers: Sequence[Sequence[Row]]) -> Standing:
    """From the answers to the questions."""
    parts, decided, found = answers
    return Standing(
        parts=frozenset(row["subject_id"] for row in parts),
        decided={row["subject_id"]: (row["action"], row["decline_reason"]) for row in decided},
        found={row["subject_id"]: row["result"] for row in found},
    )


@compiled_once
def _parts() -> Executable:
    return select(EscalationSubject.subject_id).where(*_of_it(EscalationSubject))


@compiled_once
def _decided() -> Executable:
    one = DecisionSubject
    return select(one.subject_id, one.action, one.decline_reason).where(*_of_it(one)).order_by(one.decision_id)


@compiled_once
def _found() -> Executable:
    return select(Verification.subject_id, Verification.result).where(*_of_it(Verification)).order_by(Verification.id)


def _of_it(model: Any) -> tuple[Any, Any]:
    return model.owner_id == bindparam("owner_id"), model.escalation_id == bindparam("escalation_id")
