"""The whole matrix: every kind with every resource and action, field and scope, beside the specification, both ways.

`pytest -s tests/policy/test_matrix.py` prints it as the code has it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from auth.allowed_scopes import CEILINGS, ceiling
from auth.scopes import KNOWN
from services.policy import field_access
from services.policy.actions import Action
from services.policy.actor import Kind
from services.policy.permissions import PERMISSIONS
from services.policy.predicates import (
    Predicate,
    always,
    is_addressed_platform,
    is_handling_helpline,
    is_own_nation,
    is_owner,
)
from tests.support import matrix
from tests.support.permission_grid import COLUMNS

WORDS: dict[Predicate, str] = {
    always: "any",
    is_owner: "own",
    is_handling_helpline: "handled",
    is_addressed_platform: "addressed",
    is_own_nation: "nation",
}
READS, WIDTH = "reads", 34
# The columns of the specification's table, and the kind of which each speaks.
KIND_OF = {
    "school": Kind.SCHOOL,
    "union": Kind.UNION,
    "helpline": Kind.HELPLINE,
    "platform": Kind.PLATFORM,
    "government": Kind.GOVERNMENT,
    "UKCIS": Kind.COORDINATION_BODY,
    "Ofcom": Kind.REGULATOR,
    "police": Kind.POLICE,
}


def written(action: str, kind: Kind) -> str:
    """The cell of an action, as the code has it."""
    relation = PERMISSIONS[Action(action)].get(kind)
    return WORDS[relation] if relation else matrix.NOTHING


def read(noun: str, kind: Kind) -> str:
    """Whether the lens lets this kind read anything of the noun."""
    return READS if any(kind in kinds for kinds in field_access.FIELDS[noun].values()) else matrix.NOTHING


def show(title: str, rows: Mapping[str, Mapping[Kind, str]]) -> None:
    """Print one part of the matrix."""
    cells = {title: list(COLUMNS), **{name: [row[kind] for kind in COLUMNS.values()] for name, row in rows.items()}}
    lines = (f"{name:<{WIDTH}}" + "".join(f"{cell:<10}" for cell in row) for name, row in cells.items())
    sys.stdout.write("\n".join(["", *lines, ""]))


def marked(rows: Mapping[str, frozenset[str]]) -> Mapping[str, Mapping[Kind, str]]:
    """A mark in the cell of each kind that is in the row."""
    return {
        name: {kind: matrix.SEEN if kind in kinds else matrix.NOTHING for kind in Kind} for name, kinds in rows.items()
    }


def test_the_matrix_of_actions_is_the_specifications_cell_by_cell() -> None:
    expected = matrix.actions()
    found = {action.value: {kind: written(action, kind) for kind in Kind} for action in Action}
    show("action", found)
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}


def test_the_matrix_of_reading_is_the_specifications_cell_by_cell() -> None:
    expected = {
        noun: {kind: cell if cell in (matrix.NOTHING, matrix.FIGURES) else READS for kind, cell in cells.items()}
        for noun, cells in matrix.reads().items()
    }
    found = {noun: {kind: read(noun, kind) for kind in Kind} for noun in field_access.FIELDS}
    show("noun", found)
    # Figures are had by asking for statistics, and by nothing else.
    for cells in expected.values():
        for kind, cell in cells.items():
            if cell == matrix.FIGURES:
                assert written(Action.STATISTICS_READ, kind) == "nation"
                cells[kind] = matrix.NOTHING
    assert found.keys() == expected.keys()
    assert differing(found, expected) == {}


def test_the_matrix_of_fields_is_the_specifications_cell_by_cell() -> None:
    found = {
        f"{noun}.{field}": kinds for noun, fields in field_access.FIELDS.items() for field, kinds in fields.items()
    }
    expected = {f"{noun}.{field}": kinds for noun, fields in matrix.fields().items() for field, kinds in fields.items()}
    show("field", marked(found))
    assert found.keys() == expected.keys()
    wrong = {name: sorted(found[name] ^ kinds) for name, kinds in expected.items() if found[name] != kinds}
    assert wrong == {}


def test_the_matrix_of_scopes_is_the_specifications_cell_by_cell() -> None:
    expected = matrix.scopes()
    assert expected.keys() == KNOWN == {scope.value for scope in CEILINGS}
    found = {scope.value: kinds for scope, kinds in CEILINGS.items()}
    show(
        "scope",
        marked(found),
    )
    wrong = {scope: sorted(found[scope] ^ kinds) for scope, kinds in expected.items() if found[scope] != kinds}
    assert wrong == {}
    assert ceiling("a kind that there is not") == frozenset()


def test_a_field_and_its_noun_are_read_by_the_same_kinds() -> None:
    for noun, cells in matrix.reads().items():
        reading = {kind for kind, cell in cells.items() if cell not in (matrix.NOTHING, matrix.FIGURES)}
        assert frozenset().union(*matrix.fields()[noun].values()) == reading, noun


def test_every_cell_of_the_specification_is_built_or_listed_as_not_built_yet() -> None:
    (_, *columns), *resources = matrix.D1
    _, *missing = matrix.NOT_BUILT
    listed = {(resource, column) for resource, column, _ in missing}
    silent = [
        (resource, column)
        for resource, *cells in resources
        for column, cell in zip(columns, cells, strict=True)
        if not cell.startswith(matrix.NOTHING)
        and not {(resource, column), (resource, "*")} & listed
        and not built(resource, column)
    ]
    assert silent == []
    for resource, column, what in missing:
        sys.stdout.write(f"not built yet: {resource}, {column}: {what}\n")
        assert resource in {name for name, *_ in resources}
        assert column == "*" or column in columns


def test_what_the_specification_denies_is_built_for_nobody() -> None:
    (_, *columns), *resources = matrix.D1
    for resource, *cells in resources:
        for column, cell in zip(columns, cells, strict=True):
            assert not (cell.startswith(matrix.NOTHING) and built(resource, column)), (resource, column)


def test_a_resource_that_is_not_built_has_no_line_among_what_is() -> None:
    _, *rows = matrix.BUILT
    absent = {resource for resource, column, _ in matrix.NOT_BUILT[1:] if column == "*"}
    assert absent.isdisjoint(resource for resource, *_ in rows)


def test_every_row_of_the_specifications_fields_is_built_or_listed_and_what_is_listed_is_nowhere() -> None:
    _, *rows = matrix.D2
    _, *missing = matrix.NO_FIELDS
    reasons = {row[-1].partition(":")[0] for row in matrix.FIELDS[1:]}
    listed = {row for row, *_ in missing}
    assert listed <= {field for field, *_ in rows}
    for field, *_ in rows:
        assert field in listed or any(field.startswith(reason) or reason in field for reason in reasons), field
    absent = {name for *_, names in missing for name in names.split()}
    assert absent.isdisjoint(field for fields in field_access.FIELDS.values() for field in fields)


@pytest.mark.parametrize("kind", [Kind.POLICE, Kind.REGULATOR, Kind.COORDINATION_BODY, Kind.GOVERNMENT])
def test_who_has_aggregates_only_has_figures_and_who_takes_part(kind: Kind) -> None:
    assert {action for action in Action if written(action, kind) != matrix.NOTHING} == {Action.STATISTICS_READ}
    assert {noun for noun in field_access.FIELDS if read(noun, kind) == READS} == {
        "organisation",
        "release",
        "statistic",
    }


def built(resource: str, column: str) -> bool:
    """Whether the specification's column has anything of the resource among what is built."""
    header, *rows = matrix.BUILT
    if column not in KIND_OF:
        return False
    (letter,) = (letter for letter, kind in COLUMNS.items() if kind is KIND_OF[column])
    return any(row[header.index(letter)] != matrix.NOTHING for row in rows if resource in row[0].split(", "))


def differing(
    found: dict[str, dict[Kind, str]], expected: Mapping[str, matrix.Cells]
) -> dict[tuple[str, Kind], tuple[str, str]]:
    """The cells in which the code and the specification differ: (as it is, as it should be)."""
    return {
        (row, kind): (found[row][kind], cell)
        for row, cells in expected.items()
        for kind, cell in cells.items()
        if found[row][kind] != cell
    }
