"""Both machines as the design draws them: from, action, who, to. Read by the tests that walk them whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.policy.actor import Kind

# R: the school, employer or union that reported; H: the helpline concerned; P: the platform it is addressed to.
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
sent                acknowledge      P  acknowledged
acknowledged        start_review     P  under_review
sent                record_decision  P  decisions
acknowledged        record_decision  P  decisions
under_review        record_decision  P  decisions
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
    " not_our_service verified closed"
)
# Taken by posting to a resource of their own, never by name.
SUBRESOURCES = ("decisions", "verifications")


@dataclass(frozen=True, slots=True)
class Transition:
    """One line."""

    source: str
    action: str
    who: frozenset[Kind]
    target: str


def parse_transitions(text: str) -> list[Transition]:
    """The lines."""
    read = []
    for line in text.strip().splitlines():
        source, action, letters, target = line.split()
        read.append(
            Transition(source, action, frozenset().union(*(KINDS_BY_LETTER[letter] for letter in letters)), target)
        )
    return read


TRANSITIONS = {
    "incident": parse_transitions(INCIDENT_TRANSITIONS),
    "escalation": parse_transitions(ESCALATION_TRANSITIONS),
}
STATES = {"incident": INCIDENT_STATES.split(), "escalation": ESCALATION_STATES.split()}


def allowed_transitions(noun: str, state: str, kind: Kind) -> dict[str, Transition]:
    """What this kind may do with its own thing in this state, by action."""
    return {move.action: move for move in TRANSITIONS[noun] if move.source == state and kind in move.who}


def possible_actions(noun: str, kind: Kind) -> set[str]:
    """What this kind may do with its own thing in some state."""
    return {move.action for move in TRANSITIONS[noun] if kind in move.who}


def list_actions(noun: str) -> list[str]:
    """Every action that somebody may take."""
    return sorted({move.action for move in TRANSITIONS[noun]})
