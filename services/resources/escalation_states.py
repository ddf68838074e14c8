"""The state machine of an escalation."""

from __future__ import annotations

from collections.abc import Mapping

from services.policy.actor import Kind
from services.policy.predicates import Predicate, is_addressed_platform, is_owner
from services.policy.state_machine import StateMachine, TransitionRule

SENDER: Mapping[Kind, Predicate] = {Kind.HELPLINE: is_owner}
PLATFORM: Mapping[Kind, Predicate] = {Kind.PLATFORM: is_addressed_platform}

# States in which the platform can decide.
DECIDABLE = ("sent", "acknowledged", "under_review")
# States after decisions that changed something, and after decisions that did not.
EFFECTIVE = ("actioned", "partially_actioned", "already_gone")
REFUSED = ("declined", "not_found", "not_our_service")
# JSON Pointers to the fields that the POST to `decisions` and to `verifications` must have.
DECISION_FIELDS = ("/puid", "/decided_at", "/subjects", "/automated_detection", "/automated_decision")
VERIFICATION_FIELDS = ("/escalation_id", "/method", "/result")
DECIDED = (*EFFECTIVE, *REFUSED)
# The states that a decision can lead to, by the state before.
TARGETS_BY_DECIDABLE = {
    **{state: (*DECIDED, state) for state in DECIDABLE},
    **dict.fromkeys(DECIDED, DECIDED),
    "verified": (*DECIDED, "verified"),
    "closed": ("closed",),
}
# States in which the platform has never seen the escalation.
NEVER_SENT = ("queued", "cancelled")

ESCALATION_MACHINE = StateMachine(
    "escalation",
    ("queued", *DECIDABLE, *EFFECTIVE, *REFUSED, "verified", "closed", "cancelled"),
    (
        # Subjects whose incidents were withdrawn meanwhile are dropped; without any other it is cancelled.
        TransitionRule("queued", "send", ("sent", "cancelled"), SENDER),
        TransitionRule("queued", "remove_subjects", ("queued", "cancelled"), SENDER, fields=("/subject_ids",)),
        TransitionRule("queued", "cancel", ("cancelled",), SENDER),
        TransitionRule("sent", "acknowledge", ("acknowledged",), PLATFORM),
        TransitionRule("acknowledged", "start_review", ("under_review",), PLATFORM),
        # A platform may decide again at any time; on a closed escalation the outcome changes and the state does not.
        *(
            TransitionRule(state, "record_decision", targets, PLATFORM, through="decisions", fields=DECISION_FIELDS)
            for state, targets in TARGETS_BY_DECIDABLE.items()
        ),
        *(
            TransitionRule(state, "verify", ("verified",), SENDER, through="verifications", fields=VERIFICATION_FIELDS)
            for state in EFFECTIVE
        ),
        # Content that is still live after a decision needs a new escalation, so closing needs no verification.
        *(TransitionRule(state, "close", ("closed",), SENDER) for state in (*EFFECTIVE, "verified", *REFUSED)),
    ),
)
