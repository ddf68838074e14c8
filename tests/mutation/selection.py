"""The mutations that are worth a run: one change of each kind at each place, and none that cannot have an effect."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Cosmic Ray replaces each operator by every other one. These say the opposite, or move a limit by one.
REPLACEMENTS = {
    "ComparisonOperator": {
        *("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is", "In_NotIn", "NotIn_In"),
        *("Lt_LtE", "Lt_Gt", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_Lt", "GtE_Gt", "GtE_Lt"),
    },
    "BinaryOperator": {
        *("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Div_Mul", "Mod_Add"),
        *("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitAnd"),
    },
    "UnaryOperator": {"Delete_Not", "USub_UAdd", "Delete_Invert", "Invert_Delete"},
}
REPLACE = re.compile(r"core/Replace(ComparisonOperator|BinaryOperator|UnaryOperator)_(\w+)")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change that Cosmic Ray has planned: where, and which operator."""

    job_id: str
    path: str
    operator: str
    line: int
    column: int


def is_selected(mutation: Mutation, root: Path) -> bool:
    """Return False for a replacement that is not listed, and for a change in an annotation or a dataclass option."""
    match = REPLACE.match(mutation.operator)
    if match and match[2] not in REPLACEMENTS[match[1]]:
        return False
    return not any(
        start <= (mutation.line, mutation.column) < end
        for start, end in _list_spans_without_effect(root / mutation.path)
    )


def _list_spans_without_effect(path: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield start and end (line, column) of every type annotation, and of the options of every dataclass.

    Annotations have no effect when the code runs. `frozen` and `slots` are guarded by the type checker.
    """
    for node in ast.walk(ast.parse(path.read_text())):
        decorators = node.decorator_list if isinstance(node, ast.ClassDef) else []
        expressions = [getattr(node, "annotation", None), getattr(node, "returns", None), *decorators]
        for expression in expressions:
            if isinstance(expression, ast.expr):
                end = (expression.end_lineno or 0, expression.end_col_offset or 0)
                yield (expression.lineno, expression.col_offset), end
