"""Fields take exactly what the contract says."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError, fields

from api.schemas.fields import Flag, Id, Moment, Pattern, Several, Text, Whole
from api.schemas.parameters import QueryWhole
from api.schemas.references import Reference


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        (Whole(), [0, 7]),
        (Flag(), [True, False]),
        (Id(), ["01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42", "01932C07-2A4F-7C31-9D1B-5E0F7A1C9B42"]),
        (Moment(), ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.123456+02:00"]),
        (QueryWhole(), ["0", "17"]),
        (Pattern("", r"[a-z]+"), ["abc"]),
        (Reference(), ["R-2026-118", "impersonation", "a.b_c", "7", "x" * 64]),
        (Text(), ["a", "line\nbreak", "é", "\N{WAVING HAND SIGN}"]),
        (Several(Whole()), [[], [1, 2]]),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_field_takes_what_it_says(field: fields.Field[Any], taken: list[Any]) -> None:
    for value in taken:
        field.deserialize(value)


@pytest.mark.parametrize(
    ("field", "refused"),
    [
        (Whole(), ["5", 1.0, 1.9, True, None, -1, 2**31, [], {}]),
        (Flag(), ["true", "yes", 1, 0, None, "on"]),
        (Id(), ["{01932c07-2a4f-7c31-9d1b-5e0f7a1c9b42}", "01932c072a4f7c319d1b5e0f7a1c9b42", "x" * 36, 5, b"0" * 16]),
        (Moment(), ["2026-11-22", "2026-11-22T10:00:00", "2026-W47-7", "20261122T100000Z", "2026-13-01T00:00:00Z", 0]),
        (
            Moment(),
            ["2026-11-22T10:00:00z", "2026-11-22 10:00:00Z", "\u0662026-11-22T10:00:00Z", "2026-11-22T10:00:00Z\n"],
        ),
        (QueryWhole(), ["-1", "1.0", " 1", "1_0", "\u0661", "", "9" * 40]),
        (Pattern("", r"[a-z]+"), ["abc\n", "Abc", ""]),
        (Reference(), ["https://x.example/1", "@name", "a/b", "a:b", "a b", "#1", "-1", "\u00e9", "x" * 65, "a\n", ""]),
        (Text(), ["", "a\0b", "a\x1bb", "\x7f", "a" * 501, 5, None, ["a"], "\x85"]),
        (Several(Whole(), most=2), [[1, 1], [1, 2, 3], "12", {"0": 1}, ["1"]]),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_field_takes_nothing_else(field: fields.Field[Any], refused: list[Any]) -> None:
    for value in refused:
        with pytest.raises(ValidationError):
            field.deserialize(value)
