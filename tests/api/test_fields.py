"""Fields accept exactly the values that the contract allows."""

from __future__ import annotations

import pytest
from marshmallow import ValidationError

from api.schemas.base import AnyField
from api.schemas.composite_fields import UniqueList
from api.schemas.fields import (
    ExternalReference,
    PatternText,
    PlainText,
    StrictBoolean,
    StrictInteger,
    UtcDateTime,
    Uuid,
)
from api.schemas.query_fields import QueryInteger


@pytest.mark.parametrize(
    ("field", "accepted_values"),
    [
        (StrictInteger(), [0, 7]),
        (StrictBoolean(), [True, False]),
        (Uuid(), ["01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42", "01932C07-2A4F-7C31-9D1B-5E0F7A1C9B42"]),
        (UtcDateTime(), ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.123456+02:00"]),
        (QueryInteger(), ["0", "17"]),
        (PatternText("", r"[a-z]+"), ["abc"]),
        (ExternalReference(), ["R-2026-118", "impersonation", "a.b_c", "7", "x" * 64]),
        (PlainText(), ["a", "line\nbreak", "é", "\N{WAVING HAND SIGN}"]),
        (UniqueList(StrictInteger()), [[], [1, 2]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_fields_accept_valid_values(field: AnyField, accepted_values: list[object]) -> None:
    for value in accepted_values:
        field.deserialize(value)


@pytest.mark.parametrize(
    ("field", "rejected_values"),
    [
        (StrictInteger(), ["5", 1.0, 1.9, True, None, -1, 2**31, [], {}]),
        (StrictBoolean(), ["true", "yes", 1, 0, None, "on"]),
        (
            Uuid(),
            ["{01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42}", "01932c072a4f7c319d1b5e0f7a1c9b42", "x" * 36, 5, b"0" * 16],
        ),
        (
            UtcDateTime(),
            ["2026-11-22", "2026-11-22T10:00:00", "2026-W47-7", "20261122T100000Z", "2026-13-01T00:00:00Z", 0],
        ),
        (
            UtcDateTime(),
            ["2026-11-22T10:00:00z", "2026-11-22 10:00:00Z", "\u0662026-11-22T10:00:00Z", "2026-11-22T10:00:00Z\n"],
        ),
        (QueryInteger(), ["-1", "1.0", " 1", "1_0", "\u0661", "", "9" * 40]),
        (PatternText("", r"[a-z]+"), ["abc\n", "Abc", ""]),
        (
            ExternalReference(),
            [
                "https://x.example/1",
                "@name",
                "a/b",
                "a:b",
                "a b",
                "#1",
                "-1",
                "1-",
                "a--b",
                "a-b-c-d-e-f",
                "\u00e9",
                "x" * 65,
                "a\n",
                "",
            ],
        ),
        (PlainText(), ["", "a\0b", "a\x1bb", "\x7f", "a" * 501, 5, None, ["a"], "\x85"]),
        (UniqueList(StrictInteger(), max_items=2), [[1, 1], [1, 2, 3], "12", {"0": 1}, ["1"]]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_fields_reject_all_other_values(field: AnyField, rejected_values: list[object]) -> None:
    for value in rejected_values:
        with pytest.raises(ValidationError):
            field.deserialize(value)
