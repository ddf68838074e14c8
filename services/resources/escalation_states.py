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

ESCALATION_MACHINE = StateMachine(
    "escalation",
    ("queued", *DECIDABLE, *EFFECTIVE, *REFUSED, "verified", "closed"),
    (
        TransitionRule("queued", "send", ("sent",), SENDER),
        TransitionRule("sent", "acknowledge", ("acknowledged",), PLATFORM),
        TransitionRule("acknowledged", "start_review", ("under_review",), PLATFORM),
        *(
            TransitionRule(
                state,
                "record_decision",
                (*EFFECTIVE, *REFUSED, state),
                PLATFORM,
                through="decisions",
                fields=DECISION_FIELDS,
            )
            for state in DECIDABLE
        ),
        *(
            TransitionRule(state, "verify", ("verified",), SENDER, through="verifications", fields=VERIFICATION_FIELDS)
            for state in EFFECTIVE
        ),
        # Content that is still live after a decision needs a new escalation, so closing needs no verification.
        *(TransitionRule(state, "close", ("closed",), SENDER) for state in (*EFFECTIVE, "verified", *REFUSED)),
    ),
)
