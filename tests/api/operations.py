"""The declared operations, for tests that walk all of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from api.operation import PATH_PARAMETER, Operation
from api.v1 import BLUEPRINTS

OPERATIONS_BY_ID = {
    operation_id: operation for blueprint in BLUEPRINTS for operation_id, operation in blueprint.operations.items()
}
OPERATIONS = list(OPERATIONS_BY_ID.values())
UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


def parametrize_operations(operations: Sequence[Operation]) -> pytest.MarkDecorator:
    """Run a test once for each of the operations."""
    return pytest.mark.parametrize(
        "operation", operations, ids=lambda operation: f"{operation.method} {operation.path}"
    )


def fill_path(operation: Operation, value: str = UNKNOWN_ID) -> str:
    """Return the path of an operation with the value in place of every parameter."""
    return PATH_PARAMETER.sub(value, operation.path)
