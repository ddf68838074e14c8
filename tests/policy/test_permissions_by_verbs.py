"""The permissions, checked by calling the verbs: each call is allowed, refused, or answered as for a missing row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from services.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from tests.policy.verb_calls import Scene, create_scene
from tests.support import permission_matrix
from tests.support.databases import Database
from tests.support.isolation_modes import ISOLATION_MODES
from tests.support.service_calls import catch_error_as

SYMBOL_BY_ERROR: Mapping[type[DomainError], str] = {Invalid: "2", Forbidden: "3", NotFound: "4", Conflict: "9"}

# Cells: + allowed; 2 invalid for this organisation; 3 forbidden; 4 not found; 9 conflict, because it exists already.
# A cell with two symbols: the two organisations of the column differ.
#
# `school` reported the incidents to `helpline`; `union` redeemed the card of one; the organisations of `overseer`, a
# trust and a local authority, oversee the school; an escalation was sent to `platform`; the statistics are of the
# nation of `government`. The organisations of `other_overseer` oversee no school; `others` are all other kinds.
COLUMNS = [
    "school",
    "other_school",
    "union",
    "other_union",
    "helpline",
    "other_helpline",
    "platform",
    "other_platform",
    "government",
    "other_government",
    "overseer",
    "other_overseer",
    "employer",
    "others",
]
EXPECTED = """
incident.report      + + + + + + 3 3 3 3 3 3 + 3
incident.amend       + 4 3 4 2 4 4 4 4 4 3 4 4 4
incident.classify    2 4 3 4 + 4 4 4 4 4 3 4 4 4
incident.link        + 4 3 4 3 4 4 4 4 4 3 4 4 4
incident.move        + 4 3 4 3 4 4 4 4 4 3 4 4 4
incident.triage      3 4 3 4 + 4 4 4 4 4 3 4 4 4
card.issue           + 4 3 4 3 4 4 4 4 4 3 4 4 4
oversight.give       9 + 3 3 3 3 3 3 3 3 3 3 3 3
oversight.amend      + 4 4 4 4 4 4 4 4 4 34 4 4 4
member_case.open     3 3 + + 3 3 3 3 3 3 3 3 3 3
locator.own_report   + 4 4 4 3 4 3 4 4 4 4 4 4 4
locator.triage       3 4 4 4 + 4 3 4 4 4 4 4 4 4
locator.verify       3 4 4 4 + 4 3 4 4 4 4 4 4 4
locator.act          3 4 4 4 3 4 + 4 4 4 4 4 4 4
escalation.open      3 3 3 3 + 2 3 3 3 3 3 3 3 3
escalation.move      4 4 4 4 3 4 + 4 4 4 4 4 4 4
decision.record      4 4 4 4 3 4 + 4 4 4 4 4 4 4
verification.record  4 4 4 4 + 4 3 4 4 4 4 4 4 4
statistics.read      + + + + + + 3 3 + 4 + + + +
release.make         3 3 3 3 + + 3 3 3 3 3 3 3 3
"""
ROWS = {line.split()[0]: line.split()[1:] for line in EXPECTED.strip().splitlines()}


@pytest.fixture(scope="module")
def scene(shared_database: Database) -> Scene:
    """The scene that all tests of this module share: each call is rolled back."""
    return create_scene()


def test_every_permission_of_the_design_has_a_row_of_expected_results() -> None:
    assert set(ROWS) == {*permission_matrix.load_permissions(), "incident.triage"}


@pytest.mark.parametrize("mode", ISOLATION_MODES)
@pytest.mark.parametrize("action", ROWS)
def test_verbs_allow_and_refuse_as_expected_with_both_isolation_layers_and_with_each_alone(
    shared_database: Database, scene: Scene, action: str, mode: str
) -> None:
    call = scene.calls[action]
    with ISOLATION_MODES[mode](shared_database):
        actual = {
            column: {
                _symbol_for(catch_error_as(organisation, call.verb, *call.args, **call.kwargs))
                for organisation in scene.organisations[column]
            }
            for column in COLUMNS
        }
    assert actual == {column: set(symbols) for column, symbols in zip(COLUMNS, ROWS[action], strict=True)}


def _symbol_for(error: DomainError | None) -> str:
    """Return the symbol of the result: `+` without an error."""
    if error is None:
        return "+"
    return next(symbol for error_class, symbol in SYMBOL_BY_ERROR.items() if isinstance(error, error_class))
