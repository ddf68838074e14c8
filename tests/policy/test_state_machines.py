"""Both state machines as data: every action in every state, for every kind of organisation, on own and foreign rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import cast
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
SYSTEM_ACTIONS = {"incident": {"escalate", "apply_outcome"}, "escalation": set()}
ALL_STATES = [(resource, state) for resource, states in STATES.items() for state in states]
READY_TO_ACCEPT: Mapping[str, object] = {
    "school_confirmed": True,
    "harm_categories": ["threat"],
    "allegation_flag": "none",
}


def build_row(actor: Actor, state: str, *, own: bool = True) -> SimpleNamespace:
    """Return a row in this state whose owner, helpline and platform are the actor's organisation, or another one."""
    organisation = actor.organisation_id if own else uuid4()
    parties = {"owner_id": organisation, "helpline_id": organisation, "platform_id": organisation}
    return SimpleNamespace(state=state, **parties, **READY_TO_ACCEPT)


def reason_for(action: str) -> str | None:
    """Return a reason that the action takes, or None."""
    return "unfounded" if action == "close_no_action" else None


def catch_error(
    machine: StateMachine, actor: Actor, row: SimpleNamespace, action: str, reason: str | None = None
) -> DomainError:
    """Return the error with which the machine refuses the action."""
    with pytest.raises(DomainError) as caught:
        machine.require_rule(actor, row, action, reason)
    return caught.value


@pytest.mark.parametrize("resource", MACHINES)
def test_a_machine_has_the_states_of_the_design_and_the_first_is_the_initial_one(resource: str) -> None:
    assert set(MACHINES[resource].states) == set(STATES[resource])
    assert MACHINES[resource].initial == STATES[resource][0]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("resource", "state"), ALL_STATES)
def test_an_action_on_an_own_row_succeeds_or_fails_with_the_error_that_the_design_gives(
    resource: str, state: str, kind: Kind
) -> None:
    actor = Actor(uuid4(), kind)
    # The row fulfils the predicate of every kind: its owner, helpline and platform are the actor's organisation.
    row = build_row(actor, state)
    allowed = find_allowed_transitions(resource, state, kind)
    assert {rule.action for rule in MACHINES[resource].list_allowed(actor, row)} == set(allowed)
    for action in list_actions(resource):
        if action in allowed:
            rule = MACHINES[resource].require_rule(actor, row, action, reason_for(action))
            transition = allowed[action]
            assert (rule.through or rule.targets[0]) == transition.target
            assert set(rule.targets) <= set(STATES[resource])
        elif action in list_possible_actions(resource, kind):
            conflict = catch_error(MACHINES[resource], actor, row, action, reason_for(action))
            assert type(conflict) is Conflict
            assert conflict.code == "illegal_transition"
            assert conflict.extra == {"state": state, "allowed": sorted(allowed)}
        else:
            assert type(catch_error(MACHINES[resource], actor, row, action, reason_for(action))) is Forbidden


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("resource", "state"), ALL_STATES)
def test_every_action_on_a_row_of_another_organisation_is_forbidden(resource: str, state: str, kind: Kind) -> None:
    actor = Actor(uuid4(), kind)
    row = build_row(actor, state, own=False)
    assert MACHINES[resource].list_allowed(actor, row) == []
    for action in list_actions(resource):
        assert type(catch_error(MACHINES[resource], actor, row, action, reason_for(action))) is Forbidden


@pytest.mark.parametrize("action", ["", "reopen", "close", "TRIAGE", "escalate", "apply_outcome"])
def test_an_action_that_no_client_can_request_is_invalid(action: str) -> None:
    for kind in Kind:
        actor = Actor(uuid4(), kind)
        error = catch_error(INCIDENT.machine, actor, build_row(actor, "in_triage"), action)
        assert isinstance(error, Invalid)
        assert [field_error.code for field_error in error.field_errors] == ["unknown_action"]


def test_only_the_system_escalates_and_applies_outcomes() -> None:
    for resource, machine in MACHINES.items():
        assert {rule.action for rule in machine.rules if not rule.allowed} == SYSTEM_ACTIONS[resource]
    system_transitions = {
        (state, action, target)
        for state in INCIDENT.machine.states
        for action in SYSTEM_ACTIONS["incident"]
        for target in INCIDENT.machine.states
        if INCIDENT.machine.find_system_rule(state, action, target)
    }
    assert system_transitions == {
        ("accepted", "escalate", "in_escalation"),
        ("in_escalation", "apply_outcome", "partially_resolved"),
        ("in_escalation", "apply_outcome", "resolved"),
        ("partially_resolved", "apply_outcome", "resolved"),
        ("resolved", "apply_outcome", "partially_resolved"),
    }


@pytest.mark.parametrize(
    ("attribute", "value", "word"),
    [
        ("school_confirmed", False, "school"),
        ("harm_categories", [], "classified"),
        ("allegation_flag", "alleges_child_harm", "safeguarding"),
    ],
)
def test_an_incident_is_not_accepted_before_school_harm_and_safeguarding_are_clear(
    attribute: str, value: object, word: str
) -> None:
    helpline = Actor(uuid4(), Kind.HELPLINE)
    row = build_row(helpline, "in_triage")
    setattr(row, attribute, value)
    conflict = catch_error(INCIDENT.machine, helpline, row, "accept")
    assert (type(conflict), conflict.code) == (Conflict, "guard_not_met")
    assert word in conflict.detail
    assert "accept" not in cast("list[str]", conflict.extra["allowed"])
    assert "accept" not in {rule.action for rule in INCIDENT.machine.list_allowed(helpline, row)}
    ((rule, objection),) = INCIDENT.machine.list_blocked(helpline, row)
    assert (rule.action, objection.detail) == ("accept", conflict.detail)


@pytest.mark.parametrize("reason", [None, "", "because", *CLOSURE_REASONS])
def test_closing_requires_a_listed_reason_and_other_actions_take_none(reason: str | None) -> None:
    helpline = Actor(uuid4(), Kind.HELPLINE)
    row = build_row(helpline, "in_triage")
    if reason in CLOSURE_REASONS:
        assert INCIDENT.machine.require_rule(helpline, row, "close_no_action", reason).targets == ("closed_no_action",)
        assert isinstance(catch_error(INCIDENT.machine, helpline, row, "accept", reason), Invalid)
    else:
        assert isinstance(catch_error(INCIDENT.machine, helpline, row, "close_no_action", reason), Invalid)


def test_the_states_and_closure_reasons_are_in_the_vocabularies() -> None:
    assert set(STATES["incident"]) <= set(IncidentState)
    assert set(STATES["escalation"]) <= set(EscalationState)
    assert set(CLOSURE_REASONS) == set(ClosureReason)


def test_actions_with_a_subresource_of_their_own_cannot_be_requested_by_name() -> None:
    for resource, machine in MACHINES.items():
        requestable = {
            transition.action for transition in TRANSITIONS[resource] if transition.target not in SUBRESOURCES
        }
        assert set(machine.list_actions()) == requestable
