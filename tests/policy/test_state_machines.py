"""Both machines walked whole as tables: every state, every action, every kind of organisation, its own thing or not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from services.core.errors import Conflict, DomainError, Forbidden, Invalid
from services.policy.actor import Actor, Kind
from services.policy.state_machine import StateMachine
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.incident_states import CLOSURE_REASONS
from services.vocabularies.escalations import EscalationState
from services.vocabularies.incidents import ClosureReason, IncidentState
from tests.support.expected_transitions import (
    STATES,
    SUBRESOURCES,
    TRANSITIONS,
    find_allowed_transitions,
    list_actions,
    list_possible_actions,
)

MACHINES = {spec.name: spec.machine for spec in (INCIDENT, ESCALATION)}
SYSTEM = {"incident": {"escalate", "apply_outcome"}, "escalation": set()}
EVERY_STATE = [(noun, state) for noun, states in STATES.items() for state in states]
CLASSIFIED = {"school_confirmed": True, "harm_categories": ["threat"], "allegation_flag": "none"}


def thing_of(actor: Actor, state: str, *, own: bool = True, **attributes: Any) -> Any:
    whose = actor.organisation_id if own else uuid4()
    named = {"owner_id": whose, "helpline_id": whose, "platform_id": whose}
    return SimpleNamespace(state=state, **{**named, **CLASSIFIED, **attributes})


def reason_for(action: str) -> str | None:
    return "unfounded" if action == "close_no_action" else None


def refusal(machine: StateMachine, actor: Actor, thing: Any, action: str, reason: str | None = None) -> DomainError:
    with pytest.raises(DomainError) as caught:
        machine.require_rule(actor, thing, action, reason)
    return caught.value


@pytest.mark.parametrize("noun", MACHINES)
def test_the_machine_knows_these_states_and_begins_in_the_first(noun: str) -> None:
    assert set(MACHINES[noun].states) == set(STATES[noun])
    assert MACHINES[noun].initial == STATES[noun][0]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("noun", "state"), EVERY_STATE)
def test_every_action_on_ones_own_thing_leads_on_or_is_a_conflict_that_says_what_would(
    noun: str, state: str, kind: Kind
) -> None:
    actor = Actor(uuid4(), kind)
    # The helpline owns an escalation and handles an incident; a thing here is everything to whoever acts.
    thing = thing_of(actor, state)
    allowed = find_allowed_transitions(noun, state, kind)
    assert {edge.action for edge in MACHINES[noun].list_allowed(actor, thing)} == set(allowed)
    for action in list_actions(noun):
        if action in allowed:
            edge = MACHINES[noun].require_rule(actor, thing, action, reason_for(action))
            move = allowed[action]
            assert (edge.through or edge.targets[0]) == move.target
            assert set(edge.targets) <= set(STATES[noun])
        elif action in list_possible_actions(noun, kind):
            conflict = refusal(MACHINES[noun], actor, thing, action, reason_for(action))
            assert type(conflict) is Conflict
            assert conflict.code == "illegal_transition"
            assert conflict.extra == {"state": state, "allowed": sorted(allowed)}
        else:
            assert type(refusal(MACHINES[noun], actor, thing, action, reason_for(action))) is Forbidden


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("noun", "state"), EVERY_STATE)
def test_nothing_is_done_with_the_thing_of_another(noun: str, state: str, kind: Kind) -> None:
    actor = Actor(uuid4(), kind)
    thing = thing_of(actor, state, own=False)
    assert MACHINES[noun].list_allowed(actor, thing) == []
    for action in list_actions(noun):
        assert type(refusal(MACHINES[noun], actor, thing, action, reason_for(action))) is Forbidden


@pytest.mark.parametrize("action", ["", "reopen", "close", "TRIAGE", "escalate", "apply_outcome"])
def test_a_word_that_nobody_may_say_is_invalid(action: str) -> None:
    for kind in Kind:
        actor = Actor(uuid4(), kind)
        refused = refusal(INCIDENT.machine, actor, thing_of(actor, "in_triage"), action)
        assert isinstance(refused, Invalid)
        assert [fault.code for fault in refused.field_errors] == ["unknown_action"]


def test_only_the_system_escalates_and_applies_outcomes() -> None:
    for noun, machine in MACHINES.items():
        assert {edge.action for edge in machine.rules if not edge.allowed} == SYSTEM[noun]
    steps = {
        (state, action, target)
        for state in INCIDENT.machine.states
        for action in SYSTEM["incident"]
        for target in INCIDENT.machine.states
        if INCIDENT.machine.find_system_rule(state, action, target)
    }
    assert steps == {
        ("accepted", "escalate", "in_escalation"),
        ("in_escalation", "apply_outcome", "partially_resolved"),
        ("in_escalation", "apply_outcome", "resolved"),
        ("partially_resolved", "apply_outcome", "resolved"),
        ("resolved", "apply_outcome", "partially_resolved"),
    }


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"school_confirmed": False}, "school"),
        ({"harm_categories": []}, "classified"),
        ({"allegation_flag": "alleges_child_harm"}, "safeguarding"),
    ],
)
def test_an_incident_is_accepted_only_when_school_harm_and_safeguarding_are_clear(
    missing: dict[str, Any], says: str
) -> None:
    helpline = Actor(uuid4(), Kind.HELPLINE)
    conflict = refusal(INCIDENT.machine, helpline, thing_of(helpline, "in_triage", **missing), "accept")
    assert (type(conflict), conflict.code) == (Conflict, "guard_not_met")
    assert says in conflict.detail


@pytest.mark.parametrize("reason", [None, "", "because", *CLOSURE_REASONS])
def test_a_closure_needs_one_of_its_reasons_and_nothing_else_takes_one(reason: str | None) -> None:
    helpline = Actor(uuid4(), Kind.HELPLINE)
    thing = thing_of(helpline, "in_triage")
    if reason in CLOSURE_REASONS:
        assert INCIDENT.machine.require_rule(helpline, thing, "close_no_action", reason).targets == (
            "closed_no_action",
        )
        assert isinstance(refusal(INCIDENT.machine, helpline, thing, "accept", reason), Invalid)
    else:
        assert isinstance(refusal(INCIDENT.machine, helpline, thing, "close_no_action", reason), Invalid)


def test_every_word_is_in_the_vocabularies() -> None:
    assert set(STATES["incident"]) <= set(IncidentState)
    assert set(STATES["escalation"]) <= set(EscalationState)
    assert set(CLOSURE_REASONS) == set(ClosureReason)


def test_what_is_posted_elsewhere_is_not_asked_for_by_name() -> None:
    for noun, machine in MACHINES.items():
        named = {move.action for move in TRANSITIONS[noun] if move.target not in SUBRESOURCES}
        assert machine.list_actions() == named
