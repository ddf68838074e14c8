"""Both state machines, checked by calling the verbs: every action in every state, by every organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services import escalations, incidents
from services.core.errors import Conflict, DomainError, NotFound
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.queries.history import TransitionHistory
from tests import factories
from tests.factories import list_subject_ids
from tests.support.databases import Database
from tests.support.expected_transitions import (
    SUBRESOURCES,
    Transition,
    find_allowed_transitions,
    list_actions,
    list_possible_actions,
)
from tests.support.service_calls import call_as, dry_run_as, load_actor, try_as
from tests.support.states import ESCALATION_BUILDERS, INCIDENT_BUILDERS

Verb = Callable[..., ResourceView]
GET: Mapping[str, Verb] = {"incident": incidents.get_incident, "escalation": escalations.get_escalation}
TRANSITION: Mapping[str, Verb] = {
    "incident": incidents.transition_incident,
    "escalation": escalations.transition_escalation,
}
LIST_TRANSITIONS: Mapping[str, Callable[[Session, Actor, UUID], TransitionHistory]] = {
    "incident": incidents.list_incident_transitions,
    "escalation": escalations.list_escalation_transitions,
}
BUILDERS: Mapping[str, Mapping[str, Callable[[factories.Parties], ResourceView]]] = {
    "incident": INCIDENT_BUILDERS,
    "escalation": ESCALATION_BUILDERS,
}
ALL_STATES = [(resource, state) for resource, builders in BUILDERS.items() for state in builders]


@pytest.fixture(scope="module")
def parties(shared_database: Database) -> factories.Parties:
    """The organisations that all tests of this module use."""
    return factories.create_parties()


def list_readers(resource: str, state: str, parties: factories.Parties) -> list[UUID]:
    """Return the organisations that can read a row of the resource in this state."""
    if resource == "incident":
        return [parties.helpline, parties.school]
    return [parties.helpline] if state in ("queued", "cancelled") else [parties.helpline, parties.platform]


def reason_for(action: str) -> str | None:
    """Return a reason that the action takes, or None."""
    return "unfounded" if action == "close_no_action" else None


def list_actions_that_find_the_row(session: Session, actor: Actor, resource: str, row_id: UUID) -> set[str]:
    """Request every action; return those for which the verb finds the row."""
    actions = set()
    for action in list_actions(resource):
        with suppress(NotFound):
            TRANSITION[resource](session, actor, row_id, expected_version=1, action=action)
            actions.add(action)
    return actions


def catch_errors(
    session: Session, actor: Actor, resource: str, row_id: UUID, version: int, actions: set[str]
) -> dict[str, DomainError]:
    """Request the actions, all of which must fail; return the errors. A failed action changes nothing."""
    errors = {}
    for action in actions:
        with pytest.raises(DomainError) as caught:
            TRANSITION[resource](
                session, actor, row_id, expected_version=version, action=action, reason=reason_for(action)
            )
        errors[action] = caught.value
    return errors


def take_action(
    session: Session, actor: Actor, resource: str, row_id: UUID, version: int, action: str
) -> tuple[str, ResourceView]:
    """Take the action; return the new state and the newest transition of the history."""
    inputs = {"subject_ids": list_subject_ids(GET[resource](session, actor, row_id))[:1]}
    view = TRANSITION[resource](
        session,
        actor,
        row_id,
        expected_version=version,
        action=action,
        reason=reason_for(action),
        **(inputs if action == "remove_subjects" else {}),
    )
    transitions = LIST_TRANSITIONS[resource](session, actor, row_id)
    assert (transitions["state"], transitions["version"]) == (view["state"], view["version"])
    return view["state"], transitions["history"][-1]


@pytest.mark.parametrize(("resource", "state"), ALL_STATES)
def test_organisations_can_take_exactly_the_actions_of_the_design(
    parties: factories.Parties, resource: str, state: str
) -> None:
    row_id = BUILDERS[resource][state](parties)["id"]
    readers = list_readers(resource, state, parties)
    for organisation in {parties.other_school, parties.union, parties.platform, parties.other_platform} - set(readers):
        assert dry_run_as(organisation, list_actions_that_find_the_row, resource, row_id) == set()
    for organisation in readers:
        check_actions(resource, state, organisation, row_id)


def check_actions(resource: str, state: str, organisation: UUID, row_id: UUID) -> None:
    """Check the result of every action that the organisation requests for the row in this state."""
    kind = load_actor(organisation).kind
    before = call_as(organisation, GET[resource], row_id)
    assert before["state"] == state
    allowed = find_allowed_transitions(resource, state, kind)
    check_listed_transitions(resource, organisation, row_id, allowed)
    takeable = {action for action, transition in allowed.items() if transition.target not in SUBRESOURCES}
    failing = set(list_actions(resource)) - takeable
    errors = dry_run_as(organisation, catch_errors, resource, row_id, before["version"], failing)
    for action in failing:
        if action in allowed:
            assert errors[action].code == "other_resource"
        else:
            check_error(errors[action], action in list_possible_actions(resource, kind), set(allowed))
    for action in takeable:
        target, newest = dry_run_as(organisation, take_action, resource, row_id, before["version"], action)
        assert target == allowed[action].target
        assert (newest["action"], newest["source"], newest["target"]) == (action, state, target)
    stale_request = {"expected_version": before["version"] - 1, "action": list_actions(resource)[0]}
    assert try_as(organisation, TRANSITION[resource], row_id, **stale_request) == "StaleVersion"
    assert call_as(organisation, GET[resource], row_id) == before


def check_listed_transitions(
    resource: str, organisation: UUID, row_id: UUID, allowed: Mapping[str, Transition]
) -> None:
    """Check that the listed allowed actions are those of the design, and that the history has no gap."""
    transitions = call_as(organisation, LIST_TRANSITIONS[resource], row_id)
    assert {rule["action"] for rule in transitions["allowed"]} == set(allowed)
    for rule in transitions["allowed"]:
        target = allowed[rule["action"]].target
        assert rule["through"] == (target if target in SUBRESOURCES else "transitions")
    history = transitions["history"]
    assert all(
        transition["source"] != transition["target"] or transition["action"] == "remove_subjects"
        for transition in history
    )
    assert [transition["target"] for transition in history[:-1]] == [transition["source"] for transition in history[1:]]
    assert [transition["version"] for transition in history] == sorted(
        {transition["version"] for transition in history}
    )
    assert not history or history[-1]["target"] == transitions["state"]


def check_error(error: DomainError, is_possible: bool, allowed: set[str]) -> None:
    """Check the error of an action; `is_possible` if the kind may take it in another state."""
    if is_possible:
        assert isinstance(error, Conflict)
        assert error.code == "illegal_transition"
        assert set(cast(list[str], error.extra["allowed"])) == allowed
    else:
        assert type(error).__name__ in ("Forbidden", "Invalid")
