"""The policy page walked whole: every action, every kind of organisation, every relation to the thing."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.errors import Forbidden
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.table import TABLE, may, require
from tests.support.grids import NO, grid

# o: what it owns; h: what was reported to it; a: what is addressed to it; n: its own nation; *: any that it can see.
PAGE = grid("""
                     S  T  L  U  H  P  G  C  R  O  E
incident.report      *  -  -  *  -  -  -  -  -  -  -
incident.amend       o  -  -  o  -  -  -  -  -  -  -
incident.classify    -  -  -  -  h  -  -  -  -  -  -
incident.link        o  -  -  o  -  -  -  -  -  -  -
incident.move        o  -  -  o  h  -  -  -  -  -  -
card.issue           o  -  -  -  -  -  -  -  -  -  -
member_case.open     -  -  -  *  -  -  -  -  -  -  -
locator.own_report   o  -  -  o  -  -  -  -  -  -  -
locator.triage       -  -  -  -  *  -  -  -  -  -  -
locator.verify       -  -  -  -  *  -  -  -  -  -  -
locator.act          -  -  -  -  -  *  -  -  -  -  -
escalation.open      -  -  -  -  *  -  -  -  -  -  -
escalation.move      -  -  -  -  o  a  -  -  -  -  -
decision.record      -  -  -  -  -  a  -  -  -  -  -
verification.record  -  -  -  -  o  -  -  -  -  -  -
statistics.read      -  -  -  -  -  -  n  -  -  -  -
release.make         -  -  -  -  *  -  -  -  -  -  -
""")

ME = uuid4()


def thing(**mine: UUID) -> SimpleNamespace:
    others: dict[str, UUID] = {"owner_id": uuid4(), "helpline_id": uuid4(), "platform_id": uuid4()}
    return SimpleNamespace(**{**others, **mine})


# Each thing stands in one relation to me and in no other.
THINGS: Mapping[str, Any] = {
    "o": thing(owner_id=ME),
    "h": thing(helpline_id=ME),
    "a": thing(platform_id=ME),
    "nobody's": thing(),
}
NATIONS = {"n": "WLS", "nobody's": "SCT"}


def test_the_page_has_a_line_for_every_action_and_a_cell_for_every_kind() -> None:
    assert set(PAGE) == set(Action)
    assert all(set(line) == set(Kind) for line in PAGE.values())


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("kind", Kind)
def test_an_action_is_allowed_if_and_only_if_the_page_says_so(action: Action, kind: Kind) -> None:
    actor = Actor(ME, kind, nations=frozenset({"WLS"}))
    cell = PAGE[action][kind]
    assert may(actor, action) == (cell != NO)
    for relation, one in (NATIONS if action is Action.STATISTICS_READ else THINGS).items():
        expected = cell in ("*", relation)
        assert may(actor, action, one) == expected, relation
        if expected:
            require(actor, action, one)
        else:
            with pytest.raises(Forbidden):
                require(actor, action, one)


def test_what_is_not_written_is_refused() -> None:
    written = {(action, kind) for action, line in TABLE.items() for kind in line}
    assert written == {(action, kind) for action, line in PAGE.items() for kind, cell in line.items() if cell != NO}


@pytest.mark.parametrize("role", ["school.head", "platform.lead", "sysadmin", "helpline.lead"])
def test_a_role_by_itself_allows_nothing(role: str) -> None:
    for action in Action:
        assert not may(Actor(ME, Kind.POLICE, roles=frozenset({role})), action)
