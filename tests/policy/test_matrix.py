"""The permission matrix: every kind with every resource, action, field and scope, compared with the design.

`python -m services.resources` prints the matrix as the code has it; docs/permissions.md holds it for review.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from auth.scopes import ALL_SCOPES, Scope, allowed_scopes
from services.policy.actor import Kind
from services.policy.field_access import visible_kinds
from services.resources.permissions_page import PAGE_FILE, PREDICATE_WORDS, render_page
from services.resources.registry import list_permissions, load_specs
from tests.support import permission_matrix
from tests.support.permission_matrix import DENIED, FIGURES_ONLY, KIND_BY_LETTER

READS = "reads"
SPECS = load_specs()
PERMISSIONS = list_permissions()
# The kind that each column of the design's table of resources describes.
KIND_BY_COLUMN = {
    "school": Kind.SCHOOL,
    "union": Kind.UNION,
    "helpline": Kind.HELPLINE,
    "platform": Kind.PLATFORM,
    "government": Kind.GOVERNMENT,
    "UKCIS": Kind.COORDINATION_BODY,
    "Ofcom": Kind.REGULATOR,
    "police": Kind.POLICE,
}


def describe_permission(name: str, kind: Kind) -> str:
    """Return the word for the predicate of a permission, or `-`."""
    predicate = PERMISSIONS[name].allowed.get(kind)
    return PREDICATE_WORDS[predicate] if predicate else DENIED


def describe_reading(resource: str, kind: Kind) -> str:
    """Return `reads` if the kind may see a field of the resource, else `-`."""
    return READS if kind in visible_kinds(SPECS[resource]) else DENIED


def test_the_permissions_page_is_up_to_date() -> None:
    assert PAGE_FILE.read_text() == render_page(), "run `python -m services.resources write`"


def test_permissions_match_the_design_cell_by_cell() -> None:
    expected = permission_matrix.load_permissions()
    actual = {name: {kind: describe_permission(name, kind) for kind in Kind} for name in expected}
    assert list_differences(actual, expected) == {}


def test_readable_resources_match_the_design_cell_by_cell() -> None:
    expected = {
        resource: {kind: cell if cell in (DENIED, FIGURES_ONLY) else READS for kind, cell in cells.items()}
        for resource, cells in permission_matrix.load_readers().items()
    }
    actual = {resource: {kind: describe_reading(resource, kind) for kind in Kind} for resource in expected}
    # Aggregate figures are read as statistics and in no other way.
    for cells in expected.values():
        for kind, cell in cells.items():
            if cell == FIGURES_ONLY:
                assert describe_permission("statistics.read", kind) == "nation"
                cells[kind] = DENIED
    assert list_differences(actual, expected) == {}


def test_fields_match_the_design_cell_by_cell() -> None:
    for resource, fields in permission_matrix.load_field_readers().items():
        actual = {field.name: field.visible_to for field in SPECS[resource].fields}
        assert actual.keys() == fields.keys(), resource
        wrong = {name: sorted(actual[name] ^ kinds) for name, kinds in fields.items() if actual[name] != kinds}
        assert wrong == {}, resource


def test_scopes_match_the_design_cell_by_cell() -> None:
    expected = permission_matrix.load_scope_holders()
    assert expected.keys() == ALL_SCOPES
    wrong = {scope.value: sorted(scope.kinds ^ expected[scope]) for scope in Scope if scope.kinds != expected[scope]}
    assert wrong == {}
    assert allowed_scopes("an unknown kind") == frozenset()


def test_a_resource_and_its_fields_are_read_by_the_same_kinds() -> None:
    for resource, cells in permission_matrix.load_readers().items():
        reading = {kind for kind, cell in cells.items() if cell not in (DENIED, FIGURES_ONLY)}
        assert frozenset().union(*permission_matrix.load_field_readers()[resource].values()) == reading, resource


def test_every_cell_of_the_design_is_built_or_listed_as_not_built() -> None:
    (_, *columns), *resources = permission_matrix.SPECIFIED_RESOURCES
    _, *missing = permission_matrix.NOT_IMPLEMENTED
    listed = {(resource, column) for resource, column, _ in missing}
    unlisted = [
        (resource, column)
        for resource, *cells in resources
        for column, cell in zip(columns, cells, strict=True)
        if not cell.startswith(DENIED)
        and not {(resource, column), (resource, "*")} & listed
        and not is_built(resource, column)
    ]
    assert unlisted == []
    for resource, column, part in missing:
        sys.stdout.write(f"not built yet: {resource}, {column}: {part}\n")
        assert resource in {name for name, *_ in resources}
        assert column == "*" or column in columns


def test_cells_that_the_design_denies_are_built_for_no_kind() -> None:
    (_, *columns), *resources = permission_matrix.SPECIFIED_RESOURCES
    for resource, *cells in resources:
        for column, cell in zip(columns, cells, strict=True):
            assert not (cell.startswith(DENIED) and is_built(resource, column)), (resource, column)


def test_a_resource_that_is_not_built_is_not_among_the_built_ones() -> None:
    _, *rows = permission_matrix.IMPLEMENTED
    absent = {resource for resource, column, _ in permission_matrix.NOT_IMPLEMENTED[1:] if column == "*"}
    assert absent.isdisjoint(resource for resource, *_ in rows)


def test_every_field_row_of_the_design_is_built_or_listed_and_listed_fields_exist_nowhere() -> None:
    _, *rows = permission_matrix.SPECIFIED_FIELDS
    _, *missing = permission_matrix.NOT_IMPLEMENTED_FIELDS
    reasons = {row[-1].partition(":")[0] for row in permission_matrix.IMPLEMENTED_FIELDS[1:]}
    listed = {row for row, *_ in missing}
    assert listed <= {field for field, *_ in rows}
    for field, *_ in rows:
        assert field in listed or any(field.startswith(reason) or reason in field for reason in reasons), field
    absent = {name for *_, names in missing for name in names.split()}
    assert absent.isdisjoint(field.name for spec in SPECS.values() for field in spec.fields)


@pytest.mark.parametrize("kind", [Kind.POLICE, Kind.REGULATOR, Kind.COORDINATION_BODY, Kind.GOVERNMENT])
def test_kinds_with_aggregates_only_read_figures_and_the_list_of_organisations(kind: Kind) -> None:
    granted = {name for name in permission_matrix.load_permissions() if describe_permission(name, kind) != DENIED}
    assert granted == {"statistics.read"}
    readable = {resource for resource in permission_matrix.load_readers() if describe_reading(resource, kind) == READS}
    assert readable == {"organisation", "release", "statistic"}


def is_built(resource: str, column: str) -> bool:
    """Return True if the design's column has anything of the resource among what is built."""
    header, *rows = permission_matrix.IMPLEMENTED
    if column not in KIND_BY_COLUMN:
        return False
    (letter,) = (letter for letter, kind in KIND_BY_LETTER.items() if kind is KIND_BY_COLUMN[column])
    return any(row[header.index(letter)] != DENIED for row in rows if resource in row[0].split(", "))


def list_differences(
    actual: Mapping[str, Mapping[Kind, str]], expected: Mapping[str, permission_matrix.Cells]
) -> dict[tuple[str, Kind], tuple[str, str]]:
    """Return the cells in which the code and the design differ, as (code, design)."""
    return {
        (row, kind): (actual[row][kind], cell)
        for row, cells in expected.items()
        for kind, cell in cells.items()
        if actual[row][kind] != cell
    }
