"""A decision: the action of a platform on one or more subjects of an escalation."""

from __future__ import annotations

from enum import StrEnum

from services.models.escalation import Decision, DecisionSubject
from services.policy.actor import ESCALATION_PARTIES, Kind
from services.policy.predicates import is_addressed_platform
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

RECORD_DECISION = Permission("decision.record", {Kind.PLATFORM: is_addressed_platform})


class DecisionEvent(StrEnum):
    """The events of a decision; their resource is the escalation."""

    RECORDED = "decision.recorded"


DECISION_SUBJECT = ResourceSpec(
    name="decision_subject",
    model=DecisionSubject,
    parent=("escalation", "escalation_id"),
    fields=fields(
        ESCALATION_PARTIES,
        "subject_id",
        "decided_at",
        "change_reason",
        "action",
        "ground",
        "policy_code",
        "decline_reason",
        "facts_neutral",
        "explanation",
    ),
)

DECISION = ResourceSpec(
    name="decision",
    model=Decision,
    parent=("escalation", "escalation_id"),
    fields=(
        *fields(ESCALATION_PARTIES, "id", "escalation_id", "puid", "decided_at", "applied_at", "recorded_at"),
        *fields(
            ESCALATION_PARTIES, "territorial_scope", "automated_detection", "automated_decision", "late", "subjects"
        ),
        # The client that posted it and the platform's own reference are internal to the platform.
        *fields({Kind.PLATFORM}, "posted_by_client_id", "external_id"),
    ),
    permissions=(RECORD_DECISION,),
    events=DecisionEvent,
    scopes=Scopes(read="decisions:read", create="decisions:write"),
)
