"""Properties of both state machines: no sequence of requests leads to a transition that the design does not have."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.errors import DomainError
from services.escalations.decision_rules import SubjectDecision, derive_state
from services.policy.actor import Actor, Kind
from services.policy.state_machine import StateMachine
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import EFFECTIVE, REFUSED
from services.resources.incident import INCIDENT
from services.resources.incident_states import CLOSURE_REASONS
from services.vocabularies.decisions import ALREADY_GONE_ACTIONS, DECLINING_ACTIONS, RESTRICTING_ACTIONS, DecisionAction
from services.vocabularies.declines import DeclineReason
from tests.support.expected_transitions import STATES, find_allowed_transitions, list_actions

MACHINES = {spec.name: spec.machine for spec in (INCIDENT, ESCALATION)}
ACTORS = {kind: Actor(UUID(int=number), kind) for number, kind in enumerate(Kind, start=1)}
OWNER, HELPLINE, PLATFORM = ACTORS[Kind.SCHOOL], ACTORS[Kind.HELPLINE], ACTORS[Kind.PLATFORM]
# Kind of the actor, action, reason, and a number that selects one of several targets.
Request = tuple[Kind, str, str | None, int]

actions = st.sampled_from(
    sorted({*list_actions("incident"), *list_actions("escalation"), "escalate", "apply_outcome", "nonsense"})
)
reasons = st.none() | st.sampled_from(CLOSURE_REASONS)
request_lists = st.lists(st.tuples(st.sampled_from(Kind), actions, reasons, st.integers(0, 20)), max_size=40)


def test_every_state_is_reachable_and_every_rule_leads_to_a_state() -> None:
    for machine in MACHINES.values():
        reached, pending = {machine.initial}, [machine.initial]
        while pending:
            state = pending.pop()
            new = {target for rule in machine.rules if rule.source == state for target in rule.targets} - reached
            reached |= new
            pending += new
        assert reached == set(machine.states)


def test_a_state_and_an_action_have_at_most_one_rule() -> None:
    for machine in MACHINES.values():
        pairs = [(rule.source, rule.action) for rule in machine.rules]
        assert len(pairs) == len(set(pairs))
        assert len(machine.states) == len(set(machine.states))


@pytest.mark.parametrize("resource", MACHINES)
@given(requests=request_lists)
def test_no_sequence_of_requests_takes_a_transition_or_reaches_a_state_that_the_design_does_not_have(
    resource: str, requests: Sequence[Request]
) -> None:
    owner = OWNER if resource == "incident" else HELPLINE
    row = SimpleNamespace(
        state=MACHINES[resource].initial,
        owner_id=owner.organisation_id,
        helpline_id=HELPLINE.organisation_id,
        platform_id=PLATFORM.organisation_id,
        school_confirmed=True,
        harm_categories=["hate"],
        allegation_flag="none",
    )
    for kind, action, reason, target_number in requests:
        before = row.state
        if target := _request_transition(MACHINES[resource], row, ACTORS[kind], action, reason, target_number):
            transition = find_allowed_transitions(resource, before, kind)[action]
            # An escalation without any subject left is cancelled.
            is_emptied = (action, target) == ("remove_subjects", "cancelled")
            assert is_emptied or target == transition.target or transition.target in ("decisions", "verifications")
            row.state = target
        assert row.state in STATES[resource]


def _request_transition(
    machine: StateMachine, row: SimpleNamespace, actor: Actor, action: str, reason: str | None, target_number: int
) -> str | None:
    """Return the state that the action leads to, or None when the machine refuses it."""
    try:
        rule = machine.require_rule(actor, row, action, reason)
    except DomainError:
        return None
    return rule.targets[target_number % len(rule.targets)]


def build_decision(action: DecisionAction, reason: DeclineReason | None) -> SubjectDecision:
    """Return a valid decision about a subject: with a decline reason if, and only if, it is a decline."""
    return SubjectDecision(action.value, (reason or DeclineReason.OTHER).value if action in DECLINING_ACTIONS else None)


decisions = st.builds(build_decision, st.sampled_from(DecisionAction), st.none() | st.sampled_from(DeclineReason))
REMOVAL = SubjectDecision("content_removed", None)
ALREADY_GONE = SubjectDecision("content_already_gone", None)


def decline(reason: str) -> SubjectDecision:
    """Return a decline for this reason."""
    return SubjectDecision("no_action", reason)


@given(st.lists(decisions, min_size=1, max_size=8))
def test_any_decisions_lead_to_exactly_one_state_after_a_decision(subject_decisions: list[SubjectDecision]) -> None:
    state = derive_state(subject_decisions)
    assert state in (*EFFECTIVE, *REFUSED)
    assert derive_state(subject_decisions[::-1]) == state
    assert derive_state(subject_decisions * 2) == state
    actions = {DecisionAction(decision.action) for decision in subject_decisions}
    assert (state == "actioned") == (actions <= RESTRICTING_ACTIONS)
    assert (state == "already_gone") == (actions <= ALREADY_GONE_ACTIONS)
    assert (state in REFUSED) == (actions <= DECLINING_ACTIONS)


@pytest.mark.parametrize("action", sorted(RESTRICTING_ACTIONS))
def test_every_restriction_makes_the_escalation_actioned(action: DecisionAction) -> None:
    assert derive_state([SubjectDecision(action.value, None)]) == "actioned"


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_common_decline_reason_sets_its_own_state_if_there_is_one(reason: DeclineReason) -> None:
    states = {"wrong_url": "not_found", "not_our_service": "not_our_service"}
    state = states.get(reason.value, "declined")
    assert derive_state([decline(reason.value)] * 2) == state
    assert derive_state([decline(reason.value), decline("duplicate")]) in ("declined", state)
    assert derive_state([decline(reason.value), REMOVAL]) == "partially_actioned"
    assert derive_state([decline(reason.value), ALREADY_GONE]) == "partially_actioned"


def test_declines_for_different_reasons_make_the_escalation_declined() -> None:
    assert derive_state([decline("wrong_url"), decline("not_our_service")]) == "declined"
