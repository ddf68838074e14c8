"""The policy page walked whole: every action, every kind of organisation, every relation to the thing."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.core.errors import Forbidden
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.permissions import PERMISSIONS, is_allowed, require_permission
from tests.support import matrix

PAGE = matrix.actions()

ME = uuid4()


def thing(**mine: UUID) -> SimpleNamespace:
    others: dict[str, UUID] = {"owner_id": uuid4(), "helpline_id": uuid4(), "platform_id": uuid4()}
    return SimpleNamespace(**{**others, **mine})


# Each thing stands in one relation to me and in no other.
THINGS: Mapping[str, Any] = {
    "own": thing(owner_id=ME),
    "handled": thing(helpline_id=ME),
    "addressed": thing(platform_id=ME),
    "nobody's": thing(),
}
NATIONS = {"nation": "WLS", "nobody's": "SCT"}


def test_the_page_has_a_line_for_every_action_and_a_cell_for_every_kind() -> None:
    assert set(PAGE) == {action.value for action in Action}
    assert all(set(line) == set(Kind) for line in PAGE.values())


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("kind", Kind)
def test_an_action_is_allowed_if_and_only_if_the_page_says_so(action: Action, kind: Kind) -> None:
    actor = Actor(ME, kind, nations=frozenset({"WLS"}))
    cell = PAGE[action][kind]
    assert is_allowed(actor, action) == (cell != matrix.NOTHING)
    for relation, one in (NATIONS if action is Action.STATISTICS_READ else THINGS).items():
        expected = cell in ("any", relation)
        assert is_allowed(actor, action, one) == expected, relation
        if expected:
            require_permission(actor, action, one)
        else:
            with pytest.raises(Forbidden):
                require_permission(actor, action, one)


def test_what_is_not_written_is_refused() -> None:
    written = {(action, kind) for action, line in PERMISSIONS.items() for kind in line}
    cells = {(action, kind): cell for action, line in PAGE.items() for kind, cell in line.items()}
    assert written == {place for place, cell in cells.items() if cell != matrix.NOTHING}


@pytest.mark.parametrize("role", ["school.head", "platform.lead", "sysadmin", "helpline.lead"])
def test_a_role_by_itself_allows_nothing(role: str) -> None:
    for action in Action:
        without, with_it = Actor(ME, Kind.POLICE), Actor(ME, Kind.POLICE, roles=frozenset({role}))
        assert is_allowed(with_it, action) == is_allowed(without, action) == (action is Action.STATISTICS_READ)
