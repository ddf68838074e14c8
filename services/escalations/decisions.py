"""Recording the decisions of a platform. They are never changed; the last one sets the state of the escalation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.authorization import Authorization
from services.access.external_ids import index_filter, index_new_external_id
from services.core import clock
from services.core.db_errors import is_external_id_taken
from services.core.errors import Conflict, ExternalIdTaken, Invalid
from services.core.field_encryption import data_key_statement, load_data_key, read_data_key
from services.core.sealed_columns import compute_blind_index, unseal_row
from services.core.statements import Row, fetch_batch
from services.escalations.decision_effects import apply_decision
from services.escalations.decision_rows import (
    DECISION_COLUMNS,
    build_decision_view,
    compute_puid_index,
    decision_by_puid_statement,
    insert_decision,
    load_decided_subjects,
    load_decisions,
)
from services.escalations.decision_rules import (
    complete_subjects,
    compute_digest,
    find_future_errors,
    find_subject_errors,
    find_text_errors,
)
from services.escalations.inputs import DecidedSubject, DecisionInput
from services.escalations.progress import EscalationProgress, progress_statement, read_progress
from services.events.log import NewEvent, append_events
from services.jobs import enqueue_fan_out
from services.models import Decision, Escalation
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.decision import RECORD_DECISION, DecisionEvent
from services.resources.escalation import ESCALATION
from services.vocabularies.organisations import DataClass

# Tolerated difference between the platform's clock and ours.
MAX_CLOCK_SKEW = clock.MAX_CLOCK_SKEW
FIRST_PAGE = queries.Keyset()
DECISION_AUTHORIZATION = Authorization((RECORD_DECISION,), ESCALATION)


class PuidReused(Conflict):
    """This puid belongs to another decision of your platform."""

    code = "puid_reused"


def record_decision(
    session: Session, actor: Actor, escalation_id: UUID, **decision: Unpack[DecisionInput]
) -> ResourceView:
    """Record a decision on subjects of the escalation and return it.

    Repeating a decision with its puid returns the first one and records nothing. The decisions on a subject are a
    history: the one that was decided last counts, and an older one that arrives later changes nothing. When all
    subjects are decided, the state of the escalation follows; a closed one stays closed, and the decision is `late`.

    Raises:
        NotFound: the actor cannot see the escalation.
        Forbidden: the escalation is not addressed to the actor.
        NoAgreement: no agreement with the helpline covers outcomes.
        Invalid: a subject is not one of the escalation, a decline lacks its reasons, a subject with a decision lacks
            the reason of change, a text fails the text lint, or a time is in the future.
        PuidReused: the puid belongs to a decision with other content.
    """
    # Before the lock: examining long texts takes long.
    DECISION_AUTHORIZATION.require_now(session, actor, escalation_id)
    if field_errors := find_text_errors(decision["puid"], decision["subjects"]):
        raise Invalid(field_errors=tuple(field_errors))
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id, lock=True)
    require_permission(actor, RECORD_DECISION, escalation)
    earlier_decision, progress, data_key = _load_earlier_decision(session, actor, escalation, decision["puid"])
    row = _build_row(actor, escalation, decision)
    if earlier_decision is not None:
        if earlier_decision["digest"] != row["digest"]:
            raise PuidReused
        earlier_decision = unseal_row(data_key, Decision, earlier_decision)
        subjects_by_decision = load_decided_subjects(session, [earlier_decision], data_key)
        return build_decision_view(actor, earlier_decision, subjects_by_decision[earlier_decision["id"]])
    subjects = complete_subjects(decision, progress.decisions.keys())
    _validate_decision(progress, decision, subjects)
    row["external_id_index"] = index_new_external_id(actor, Decision, decision.get("external_id"))
    try:
        subject_rows = insert_decision(session, row, subjects, data_key)
    except IntegrityError as error:
        # Another decision has this external id, or a concurrent request has recorded this puid on another escalation.
        raise (ExternalIdTaken if is_external_id_taken(error) else PuidReused) from None
    changed_fields = apply_decision(session, actor, escalation, progress, subjects)
    details = {"decision_id": str(row["id"]), "state": escalation.state, "late": row["late"]}
    event = NewEvent.about(
        ESCALATION,
        escalation,
        DecisionEvent.RECORDED,
        details=details,
        changed=changed_fields,
        created={"decision_id": row["id"]},
    )
    append_events(session, actor, event)
    if changed_fields:
        enqueue_fan_out(session, helpline_id=escalation.owner_id, escalation_id=escalation.id, cause_id=event.id)
    return build_decision_view(actor, row, subject_rows)


def list_decisions(
    session: Session,
    actor: Actor,
    escalation_id: UUID,
    keyset: queries.Keyset = FIRST_PAGE,
    *,
    external_id: str | None = None,
) -> list[ResourceView]:
    """Return one page of the decisions on the escalation, the one recorded last first.

    `external_id` finds the platform's own decisions only. Raise NotFound for an escalation that the actor cannot see.
    """
    escalation = visibility.find_visible(session, actor, ESCALATION, escalation_id)
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    indexes = index_filter(Decision, actor.organisation_id, external_id)
    decisions = load_decisions(session, escalation, data_key, keyset, indexes)
    subjects = load_decided_subjects(session, decisions, data_key)
    return [build_decision_view(actor, decision, subjects[decision["id"]]) for decision in decisions]


def _load_earlier_decision(
    session: Session, actor: Actor, escalation: Escalation, puid: str
) -> tuple[Row | None, EscalationProgress, bytes]:
    """Return the platform's earlier decision with this puid, if any, and progress and data key of the escalation.

    Raise NoAgreement unless an agreement covers outcomes. All is read in one round trip.
    """
    coverage_rows, decision_rows, progress_rows, key_rows = fetch_batch(
        session,
        agreements.coverage_statement(escalation.owner_id, DataClass.OUTCOME),
        decision_by_puid_statement(actor, puid),
        progress_statement(escalation),
        data_key_statement(escalation.owner_id, escalation.id),
    )
    if not agreements.read_coverage(coverage_rows):
        raise agreements.NoAgreement
    return (decision_rows[0] if decision_rows else None), read_progress(progress_rows), read_data_key(key_rows)


def _build_row(actor: Actor, escalation: Escalation, decision: DecisionInput) -> Row:
    """Return the row of the decision."""
    content = {name: value for name, value in decision.items() if name != "subjects"}
    digest = compute_digest({**content, "escalation_id": escalation.id}, decision["subjects"])
    # Keyed: from an open hash, guesses of the texts could be tested.
    digest_index = compute_blind_index("decision.digest", actor.organisation_id, digest)
    return {
        **dict.fromkeys(DECISION_COLUMNS),
        **{name: value for name, value in content.items() if name in DECISION_COLUMNS},
        "owner_id": escalation.owner_id,
        "id": clock.new_id(),
        "escalation_id": escalation.id,
        "platform_id": actor.organisation_id,
        "posted_by_client_id": actor.client_id,
        "recorded_at": clock.now(),
        "digest": digest_index,
        "puid_index": compute_puid_index(actor, decision["puid"]),
        "late": escalation.state == "closed",
    }


def _validate_decision(
    progress: EscalationProgress, decision: DecisionInput, subjects: Sequence[DecidedSubject]
) -> None:
    """Raise Invalid for wrong subjects, missing reasons, and times in the future."""
    field_errors = find_subject_errors(subjects, progress.subject_ids, progress.decisions.keys())
    field_errors += find_future_errors(decision, clock.now() + MAX_CLOCK_SKEW)
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
