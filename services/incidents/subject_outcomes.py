"""The escalations of subjects to platforms, each with the newest decision and the newest check of the subject."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Text, Uuid, all_, any_, bindparam, literal, select, true
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.newest_outcomes import select_newest_decision, select_newest_verification
from services.core.sealed_columns import select_wrapped_key, unseal_fetched
from services.core.statements import compiled_once, fetch_rows
from services.models import Escalation, EscalationSubject, Transition, Verification
from services.policy.actor import Actor, Kind
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import NEVER_SENT

# The actions of a platform whose times reporters see.
PLATFORM_STEPS = ("acknowledge", "start_review")


@dataclass(frozen=True, slots=True)
class SubjectEscalation:
    """One escalation of a subject that was sent, with the newest decision on the subject and its newest verification.

    `preparation_time` is the time between the latest acceptance of an incident from which it was made and its sending;
    that of an earlier escalation of the subject if that was shorter, because the incidents behind a repeated escalation
    were accepted long before. The decision was taken at `decided_at` and the check was made at `checked_at`, both as
    far as the server can confirm them: never after they were recorded, and never before the escalation was sent.
    """

    tier: int
    sent_at: datetime
    preparation_time: timedelta
    acknowledged_at: datetime | None
    review_started_at: datetime | None
    outcome_code: str | None
    decline_reason: str | None
    decided_at: datetime | None
    verification: str | None
    wording: str | None
    checked_at: datetime | None


def load_subject_escalations(
    session: Session, actor: Actor, subject_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[SubjectEscalation]]:
    """Return the escalations of each subject that the actor, a helpline, has sent to a platform, newest first."""
    rows = _fetch_escalations(session, actor, subject_ids)
    steps = _load_step_times(session, actor, {row["escalation_id"] for row in rows})
    rows_by_subject: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        rows_by_subject.setdefault(row["subject_id"], []).append(row)
    return {
        subject_id: [
            _build_escalation(row, min(map(_compute_preparation_time, subject_rows[position:])), steps)
            for position, row in enumerate(subject_rows)
        ]
        for subject_id, subject_rows in rows_by_subject.items()
    }


def _compute_preparation_time(row: Mapping[str, Any]) -> timedelta:
    """Return the time between the latest acceptance behind an escalation of a subject and its sending."""
    preparation_time: timedelta = row["sent_at"] - (row["source_accepted_at"] or row["sent_at"])
    return preparation_time


def _build_escalation(
    row: Mapping[str, Any], preparation_time: timedelta, steps: Mapping[tuple[UUID, str], datetime]
) -> SubjectEscalation:
    """Return the escalation of a subject from its row and the times of the platform's steps."""
    confirmed = {
        "preparation_time": preparation_time,
        "acknowledged_at": steps.get((row["escalation_id"], "acknowledge")),
        "review_started_at": steps.get((row["escalation_id"], "start_review")),
        # Both are often sent as dates: midnight, which is before the escalation of the same day.
        "decided_at": row["decided_at"] and min(max(row["decided_at"], row["sent_at"]), row["decision_recorded_at"]),
        "checked_at": row["checked_at"] and min(max(row["checked_at"], row["sent_at"]), row["check_recorded_at"]),
    }
    names = [field.name for field in fields(SubjectEscalation)]
    return SubjectEscalation(**{name: confirmed[name] if name in confirmed else row[name] for name in names})


def _fetch_escalations(session: Session, actor: Actor, subject_ids: Collection[UUID]) -> list[dict[str, Any]]:
    """Return the rows of the escalations, each subject's newest first, with wordings decrypted."""
    statement = _select_escalations().bind(me=actor.organisation_id, subject_ids=list(subject_ids))
    rows = fetch_rows(session, statement)
    unseal_fetched(Verification, "escalation_id", ["wording"], rows)
    return rows


@compiled_once
def _select_escalations() -> Executable:
    """Select the escalations of subjects that were sent, each subject's newest first."""
    part, helpline = EscalationSubject, visibility.actor_parameter(Kind.HELPLINE)
    decision, verification = select_newest_decision(), select_newest_verification()
    return (
        select(
            part.owner_id,
            part.escalation_id,
            part.subject_id,
            part.source_accepted_at,
            Escalation.tier,
            Escalation.sent_at,
            decision.c.action.label("outcome_code"),
            decision.c.decline_reason,
            decision.c.decided_at,
            decision.c.recorded_at.label("decision_recorded_at"),
            verification.c.result.label("verification"),
            verification.c.wording,
            verification.c.checked_at,
            verification.c.recorded_at.label("check_recorded_at"),
            verification.c.id,
            select_wrapped_key(part.owner_id, part.escalation_id),
        )
        .select_from(part)
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .join(decision, true(), isouter=True)
        .join(verification, true(), isouter=True)
        .where(
            part.subject_id == any_(bindparam("subject_ids", type_=ARRAY(Uuid()))),
            Escalation.owner_id == helpline.organisation_id,
            Escalation.state != all_(literal(list(NEVER_SENT), ARRAY(Text()))),
            visibility.has_access_by_lookup(helpline, ESCALATION.name, Escalation.id, Escalation.owner_id),
        )
        .order_by(part.subject_id, Escalation.sent_at.desc(), Escalation.id.desc())
    )


def _load_step_times(
    session: Session, actor: Actor, escalation_ids: Collection[UUID]
) -> Mapping[tuple[UUID, str], datetime]:
    """Return the times at which the platforms acknowledged and began to review, by escalation id and action."""
    rows = fetch_rows(session, _select_steps().bind(me=actor.organisation_id, escalation_ids=list(escalation_ids)))
    return {(row["resource_id"], row["action"]): row["at"] for row in rows}


@compiled_once
def _select_steps() -> Executable:
    """Select the times of the platforms' steps in escalations."""
    return select(Transition.resource_id, Transition.action, Transition.at).where(
        Transition.owner_id == bindparam("me"),
        Transition.resource == literal(ESCALATION.name),
        Transition.resource_id == any_(bindparam("escalation_ids", type_=ARRAY(Uuid()))),
        Transition.action == any_(literal(list(PLATFORM_STEPS), ARRAY(Text()))),
    )
