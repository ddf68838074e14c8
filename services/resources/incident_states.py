"""The state machine of an incident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.policy.actor import Kind
from services.policy.predicates import Predicate, is_handling_helpline, is_owner
from services.policy.state_machine import SYSTEM, Objection, StateMachine, TransitionRule

HELPLINE: Mapping[Kind, Predicate] = {Kind.HELPLINE: is_handling_helpline}
REPORTER: Mapping[Kind, Predicate] = {Kind.SCHOOL: is_owner, Kind.EMPLOYER_OTHER: is_owner, Kind.UNION: is_owner}

CLOSURE_REASONS = ("no_violation_agreed", "unfounded", "insufficient", "expired")
UNACCEPTED = ("submitted", "in_triage", "needs_information")
OPEN = (*UNACCEPTED, "accepted", "in_escalation", "partially_resolved")
# The states in which an incident counts as one of those behind an escalation.
COUNTED = ("accepted", "in_escalation", "partially_resolved", "resolved")
# Harms that need safeguarding procedures, or the police, before anything else is done.
SAFEGUARDING_FIRST = frozenset({"allegation_child_harm", "csam_or_minor_sexual"})


def find_acceptance_objection(incident: Any) -> Objection | None:
    """Return what stands against accepting the incident: school, classification or safeguarding; or None."""
    missing = {
        "/school_id": None if incident.school_confirmed else "The school of the incident must be confirmed first.",
        "/harm_categories": None if incident.harm_categories else "The harm of the incident must be classified first.",
    }
    if details := [detail for detail in missing.values() if detail]:
        return Objection(" ".join(details), tuple(pointer for pointer, detail in missing.items() if detail))
    if incident.allegation_flag == "alleges_child_harm" or SAFEGUARDING_FIRST.intersection(incident.harm_categories):
        return Objection(
            "Allegations of harm to a child and child sexual abuse must go through safeguarding procedures first."
        )
    return None


INCIDENT_MACHINE = StateMachine(
    "incident",
    (*OPEN, "resolved", "closed_no_action", "withdrawn"),
    (
        TransitionRule("submitted", "triage", ("in_triage",), HELPLINE),
        TransitionRule("in_triage", "request_information", ("needs_information",), HELPLINE),
        TransitionRule("needs_information", "provide_information", ("in_triage",), {**REPORTER, **HELPLINE}),
        TransitionRule("in_triage", "accept", ("accepted",), HELPLINE, guard=find_acceptance_objection),
        TransitionRule("accepted", "escalate", ("in_escalation",), SYSTEM),
        TransitionRule("in_escalation", "apply_outcome", ("partially_resolved", "resolved"), SYSTEM),
        TransitionRule("partially_resolved", "apply_outcome", ("resolved",), SYSTEM),
        # A later verification found the content live again.
        TransitionRule("resolved", "apply_outcome", ("partially_resolved",), SYSTEM),
        *(
            TransitionRule(state, "close_no_action", ("closed_no_action",), HELPLINE, reasons=CLOSURE_REASONS)
            for state in OPEN
        ),
        *(TransitionRule(state, "withdraw", ("withdrawn",), REPORTER) for state in OPEN),
    ),
)
