"""The transitions of both state machines as the design defines them, for the tests that check every one.

Each line has: source state, action, letters of the kinds that may take it, target state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.policy.actor import Kind

# R: the school, employer or union that reported; H: the handling helpline; P: the addressed platform.
KINDS_BY_LETTER: Mapping[str, frozenset[Kind]] = {
    "R": frozenset({Kind.SCHOOL, Kind.EMPLOYER_OTHER, Kind.UNION}),
    "H": frozenset({Kind.HELPLINE}),
    "P": frozenset({Kind.PLATFORM}),
}
INCIDENT_TRANSITIONS = """
submitted           triage               H   in_triage
submitted           close_no_action      H   closed_no_action
submitted           withdraw             R   withdrawn
in_triage           request_information  H   needs_information
in_triage           accept               H   accepted
in_triage           close_no_action      H   closed_no_action
in_triage           withdraw             R   withdrawn
needs_information   provide_information  RH  in_triage
needs_information   close_no_action      H   closed_no_action
needs_information   withdraw             R   withdrawn
accepted            close_no_action      H   closed_no_action
accepted            withdraw             R   withdrawn
in_escalation       close_no_action      H   closed_no_action
in_escalation       withdraw             R   withdrawn
partially_resolved  close_no_action      H   closed_no_action
partially_resolved  withdraw             R   withdrawn
"""
INCIDENT_STATES = """
submitted in_triage needs_information accepted in_escalation partially_resolved resolved closed_no_action withdrawn
"""
ESCALATION_TRANSITIONS = """
queued              send             H  sent
queued              remove_subjects  H  queued
queued              cancel           H  cancelled
sent                acknowledge      P  acknowledged
acknowledged        start_review     P  under_review
sent                record_decision  P  decisions
acknowledged        record_decision  P  decisions
under_review        record_decision  P  decisions
actioned            record_decision  P  decisions
partially_actioned  record_decision  P  decisions
already_gone        record_decision  P  decisions
declined            record_decision  P  decisions
not_found           record_decision  P  decisions
not_our_service     record_decision  P  decisions
verified            record_decision  P  decisions
closed              record_decision  P  decisions
actioned            verify           H  verifications
partially_actioned  verify           H  verifications
already_gone        verify           H  verifications
actioned            close            H  closed
partially_actioned  close            H  closed
already_gone        close            H  closed
verified            close            H  closed
declined            close            H  closed
not_found           close            H  closed
not_our_service     close            H  closed
"""
ESCALATION_STATES = (
    "queued sent acknowledged under_review actioned partially_actioned already_gone declined not_found"
    " not_our_service verified closed cancelled"
)
# Target of actions that are taken by posting to a subresource, not to `transitions`.
SUBRESOURCES = ("decisions", "verifications")


@dataclass(frozen=True, slots=True)
class Transition:
    """One transition and the kinds that may take it."""

    source: str
    action: str
    kinds: frozenset[Kind]
    target: str


def parse_transitions(text: str) -> list[Transition]:
    """Parse lines of source, action, letters and target."""
    transitions = []
    for line in text.strip().splitlines():
        source, action, letters, target = line.split()
        kinds = frozenset().union(*(KINDS_BY_LETTER[letter] for letter in letters))
        transitions.append(Transition(source, action, kinds, target))
    return transitions


TRANSITIONS = {
    "incident": parse_transitions(INCIDENT_TRANSITIONS),
    "escalation": parse_transitions(ESCALATION_TRANSITIONS),
}
STATES = {"incident": INCIDENT_STATES.split(), "escalation": ESCALATION_STATES.split()}


def find_allowed_transitions(resource: str, state: str, kind: Kind) -> dict[str, Transition]:
    """Return by action the transitions that the kind may take from the state, on a row that concerns it."""
    return {
        transition.action: transition
        for transition in TRANSITIONS[resource]
        if transition.source == state and kind in transition.kinds
    }


def list_possible_actions(resource: str, kind: Kind) -> set[str]:
    """Return the actions that the kind may take in at least one state."""
    return {transition.action for transition in TRANSITIONS[resource] if kind in transition.kinds}


def list_actions(resource: str) -> list[str]:
    """Return every action of the resource's state machine, sorted."""
    return sorted({transition.action for transition in TRANSITIONS[resource]})
