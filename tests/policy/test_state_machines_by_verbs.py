"""Both machines walked whole through the verbs: every state, every action, everybody who could ask."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services import escalations, incidents
from services.core.errors import Conflict, DomainError, NotFound
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from tests import factories
from tests.support.databases import Database
from tests.support.expected_transitions import (
    SUBRESOURCES,
    find_allowed_transitions,
    list_actions,
    list_possible_actions,
)
from tests.support.service_calls import call_as, catch_error_as, dry_run_as, load_actor, try_as
from tests.support.states import ESCALATION_BUILDERS, INCIDENT_BUILDERS

Verb = Callable[..., Any]
READ: dict[str, Verb] = {"incident": incidents.get_incident, "escalation": escalations.get_escalation}
MOVE: dict[str, Verb] = {"incident": incidents.transition_incident, "escalation": escalations.transition_escalation}
HISTORY: dict[str, Verb] = {
    "incident": incidents.list_incident_transitions,
    "escalation": escalations.list_escalation_transitions,
}
ALL = [*(("incident", state) for state in INCIDENT_BUILDERS), *(("escalation", state) for state in ESCALATION_BUILDERS)]
MAKERS: dict[str, dict[str, Callable[[factories.Parties], ResourceView]]] = {
    "incident": dict(INCIDENT_BUILDERS),
    "escalation": dict(ESCALATION_BUILDERS),
}


@pytest.fixture(scope="module")
def parties(shared_database: Database) -> factories.Parties:
    """One for all states."""
    return factories.create_parties()


def concerned(noun: str, state: str, parties: factories.Parties) -> list[UUID]:
    """Those who see the thing at all."""
    if noun == "incident":
        return [parties.helpline, parties.school]
    return [parties.helpline] if state == "queued" else [parties.helpline, parties.platform]


def reason_for(action: str) -> str | None:
    return "unfounded" if action == "close_no_action" else None


def found_by_asking(session: Session, actor: Actor, noun: str, thing: UUID) -> set[str]:
    """The actions for which the thing exists."""
    found = set()
    for action in list_actions(noun):
        with suppress(NotFound):
            MOVE[noun](session, actor, thing, expected_version=1, action=action)
            found.add(action)
    return found


def refusals(
    session: Session, actor: Actor, noun: str, thing: UUID, version: int, asked: set[str]
) -> dict[str, DomainError]:
    """Why each of the actions is refused. All in one transaction: what is refused changes nothing."""
    given = {}
    for action in asked:
        with pytest.raises(DomainError) as caught:
            MOVE[noun](session, actor, thing, expected_version=version, action=action, reason=reason_for(action))
        given[action] = caught.value
    return given


def moved_to(session: Session, actor: Actor, noun: str, thing: UUID, version: int, action: str) -> Any:
    """The state that the move leads to, and the history that it leaves."""
    after = MOVE[noun](session, actor, thing, expected_version=version, action=action, reason=reason_for(action))
    story = HISTORY[noun](session, actor, thing)
    assert (story["state"], story["version"]) == (after["state"], after["version"])
    return after["state"], story["history"]


@pytest.mark.parametrize(("noun", "state"), ALL)
def test_everybody_is_let_or_refused_as_drawn(parties: factories.Parties, noun: str, state: str) -> None:
    thing = MAKERS[noun][state](parties)["id"]
    seeing = concerned(noun, state, parties)
    for organisation in {parties.other_school, parties.union, parties.platform, parties.other_platform} - set(seeing):
        assert dry_run_as(organisation, found_by_asking, noun, thing) == set()
    for organisation in seeing:
        _walk(noun, state, organisation, thing)


def _walk(noun: str, state: str, organisation: UUID, thing: UUID) -> None:
    kind = load_actor(organisation).kind
    before = call_as(organisation, READ[noun], thing)
    assert before["state"] == state
    allowed = find_allowed_transitions(noun, state, kind)
    _walk_what_is_served(noun, organisation, thing, allowed)
    taken = {action for action, move in allowed.items() if move.target not in SUBRESOURCES}
    asked = set(list_actions(noun)) - taken
    refused = dry_run_as(organisation, refusals, noun, thing, before["version"], asked)
    for action in asked:
        if action in allowed:
            assert refused[action].code == "other_resource"
        else:
            _refused(refused[action], action in list_possible_actions(noun, kind), set(allowed))
    for action in taken:
        to, history = dry_run_as(organisation, moved_to, noun, thing, before["version"], action)
        assert to == allowed[action].target
        assert (history[-1]["action"], history[-1]["source"], history[-1]["target"]) == (action, state, to)
    stale = {"expected_version": before["version"] - 1, "action": list_actions(noun)[0]}
    assert try_as(organisation, MOVE[noun], thing, **stale) == "StaleVersion"
    assert call_as(organisation, READ[noun], thing) == before


def _walk_what_is_served(noun: str, organisation: UUID, thing: UUID, allowed: dict[str, Any]) -> None:
    served = call_as(organisation, HISTORY[noun], thing)
    assert {edge["action"] for edge in served["allowed"]} == set(allowed)
    for edge in served["allowed"]:
        through = allowed[edge["action"]].target
        assert edge["through"] == (through if through in SUBRESOURCES else "transitions")
    moves = served["history"]
    assert all(one["source"] != one["target"] for one in moves)
    assert [one["target"] for one in moves[:-1]] == [one["source"] for one in moves[1:]]
    assert [one["version"] for one in moves] == sorted({one["version"] for one in moves})
    assert not moves or moves[-1]["target"] == served["state"]


def _refused(refusal: DomainError, sometimes: bool, allowed: set[str]) -> None:
    if sometimes:
        assert isinstance(refusal, Conflict)
        assert refusal.code == "illegal_transition"
        assert set(cast(list[str], refusal.extra["allowed"])) == allowed
    else:
        assert type(refusal).__name__ in ("Forbidden", "Invalid")


def test_a_reason_for_closing_stays_with_the_incident(parties: factories.Parties) -> None:
    closed = factories.transition_incident(
        parties.helpline, factories.create_incident(parties.school), "close_no_action", reason="no_violation_agreed"
    )
    assert closed["closure_reason"] == "no_violation_agreed"
    told = call_as(parties.school, incidents.list_incident_transitions, closed["id"])["history"][-1]
    assert (told["reason"], told["by"]) == ("no_violation_agreed", "helpline")


@pytest.mark.parametrize("note", ["See https://example.org/x", "It was @somebody", "Mail a@example.org"])
def test_a_note_that_leads_to_the_abuse_moves_nothing(parties: factories.Parties, note: str) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.school), "triage")
    asked = {"expected_version": incident["version"], "action": "request_information", "note": note}
    refusal = catch_error_as(parties.helpline, incidents.transition_incident, incident["id"], **asked)
    assert type(refusal).__name__ == "Invalid"
    assert note not in repr(refusal)
    assert call_as(parties.helpline, incidents.get_incident, incident["id"])["state"] == "in_triage"
