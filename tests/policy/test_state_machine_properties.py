"""Whatever is asked of a machine in whatever order, it stays where the design says that it may be."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.errors import DomainError
from services.escalations.decision_rules import derived_state
from services.policy.actor import Actor, Kind
from services.policy.state_machine import StateMachine
from services.resources.escalation import ESCALATION
from services.resources.escalation_states import EFFECTIVE, REFUSED
from services.resources.incident import INCIDENT
from services.resources.incident_states import CLOSURE_REASONS
from services.vocabularies.decisions import ALREADY_GONE_ACTIONS, DECLINING_ACTIONS, RESTRICTING_ACTIONS, DecisionAction
from services.vocabularies.declines import DeclineReason
from tests.support.expected_transitions import STATES, allowed_transitions, list_actions

MACHINES = {spec.name: spec.machine for spec in (INCIDENT, ESCALATION)}
PEOPLE = {kind: Actor(UUID(int=number), kind) for number, kind in enumerate(Kind, start=1)}
OWNER, HELPLINE, PLATFORM = PEOPLE[Kind.SCHOOL], PEOPLE[Kind.HELPLINE], PEOPLE[Kind.PLATFORM]
Asked = tuple[Kind, str, str | None, int]

words = st.sampled_from(
    sorted({*list_actions("incident"), *list_actions("escalation"), "escalate", "apply_outcome", "nonsense"})
)
reasons = st.none() | st.sampled_from(CLOSURE_REASONS)
asked = st.lists(st.tuples(st.sampled_from(Kind), words, reasons, st.integers(0, 20)), max_size=40)


def test_every_state_can_be_reached_and_every_edge_leads_to_a_state() -> None:
    for machine in MACHINES.values():
        reached, waiting = {machine.initial}, [machine.initial]
        while waiting:
            here = waiting.pop()
            onward = {target for edge in machine.rules if edge.source == here for target in edge.targets} - reached
            reached |= onward
            waiting += onward
        assert reached == set(machine.states)


def test_from_one_state_one_action_is_one_edge() -> None:
    for machine in MACHINES.values():
        pairs = [(edge.source, edge.action) for edge in machine.rules]
        assert len(pairs) == len(set(pairs))
        assert len(machine.states) == len(set(machine.states))


@pytest.mark.parametrize("noun", MACHINES)
@given(sequence=asked)
def test_no_sequence_leaves_the_known_states_or_takes_an_edge_that_is_not_drawn(
    noun: str, sequence: Sequence[Asked]
) -> None:
    owner = OWNER if noun == "incident" else HELPLINE
    thing = SimpleNamespace(
        state=MACHINES[noun].initial,
        owner_id=owner.organisation_id,
        helpline_id=HELPLINE.organisation_id,
        platform_id=PLATFORM.organisation_id,
        school_confirmed=True,
        harm_categories=["hate"],
        allegation_flag="none",
    )
    for kind, action, reason, choice in sequence:
        before = thing.state
        if target := _ask(MACHINES[noun], thing, PEOPLE[kind], action, reason, choice):
            move = allowed_transitions(noun, before, kind)[action]
            assert target == move.target or move.target in ("decisions", "verifications")
            thing.state = target
        assert thing.state in STATES[noun]


def _ask(
    machine: StateMachine, thing: SimpleNamespace, actor: Actor, action: str, reason: str | None, choice: int
) -> str | None:
    try:
        edge = machine.require_rule(actor, thing, action, reason)
    except DomainError:
        return None
    return edge.targets[choice % len(edge.targets)]


answers = st.tuples(st.sampled_from(DecisionAction), st.none() | st.sampled_from(DeclineReason)).map(
    lambda pair: (pair[0].value, (pair[1] or DeclineReason.OTHER).value if pair[0] in DECLINING_ACTIONS else None)
)


@given(st.lists(answers, min_size=1, max_size=8))
def test_all_answers_together_always_mean_one_state_that_a_decision_may_lead_to(
    given_answers: list[tuple[str, str | None]],
) -> None:
    state = derived_state(given_answers)
    assert state in (*EFFECTIVE, *REFUSED)
    assert derived_state(given_answers[::-1]) == state
    assert derived_state(given_answers * 2) == state
    done = {DecisionAction(action) for action, _ in given_answers}
    assert (state == "actioned") == (done <= RESTRICTING_ACTIONS)
    assert (state == "already_gone") == (done <= ALREADY_GONE_ACTIONS)
    assert (state in REFUSED) == (done <= DECLINING_ACTIONS)


@pytest.mark.parametrize("action", sorted(RESTRICTING_ACTIONS))
def test_a_restriction_of_any_sort_is_an_action(action: DecisionAction) -> None:
    assert derived_state([(action.value, None)]) == "actioned"


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_common_reason_names_the_state_where_there_is_a_word_for_it(reason: DeclineReason) -> None:
    named = {"wrong_url": "not_found", "not_our_service": "not_our_service"}
    no = ("no_action", reason.value)
    assert derived_state([no, no]) == named.get(reason.value, "declined")
    assert derived_state([no, ("no_action", "duplicate")]) in ("declined", named.get(reason.value, "declined"))
    assert derived_state([no, ("content_removed", None)]) == "partially_actioned"
    assert derived_state([no, ("content_already_gone", None)]) == "partially_actioned"


def test_two_refusals_for_different_reasons_are_just_declined() -> None:
    assert derived_state([("no_action", "wrong_url"), ("no_action", "not_our_service")]) == "declined"
