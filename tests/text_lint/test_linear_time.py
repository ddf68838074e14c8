"""The time of the text lint grows with the length of the text, and not faster, whatever is repeated in it."""

from __future__ import annotations

import time

from services.text_lint import lint
from tests.support.markers import slow
from tests.text_lint.sentences import load_organisations

LENGTHS = (1_500, 9_000)
# Linear growth is 6; quadratic growth would be 36.
MAX_GROWTH = 18
SEPARATORS = "@#_.('\"-/\\:*`>&?=,;+|\u0301\u200b\u115f "
UNITS = [
    *SEPARATORS,
    *(f"a{separator}" for separator in SEPARATORS),
    *(f"0{separator}" for separator in SEPARATORS),
    *["a", "A", "0", "m", "Aa", "0o", "www.", "[at]", "http:", "a@a.", "a . ", "Mr ", "Mr A ", "Jane ", "School "],
    *["St ", "Ysgol ", "the A ", "union ", "dot ", "a dot ", "zero ", "one ", "quote, ", "'a ", "\n>", "call a "],
    *["account ", "user name ", "caption says: ", "larkmoo", "LV", "Larkmoor ", "x#1", "A1b2", "1::", "/video/"],
    *["Mr A", "K. ", "head, ", "by Aa ", "initials ", "initials a ", "surname ", "surname a ", "A-", "a. ", "St A's "],
    *["yw Aa ", "athro ", "aaaaa ", "aaaaa High", "head of a ", "Mr a*", "Aa, A. "],
]


def measure_seconds(text: str) -> float:
    """Return the lesser CPU time of two checks of the text."""
    times = []
    for _ in range(2):
        start = time.thread_time()
        lint(text, pointer="/note", names=load_organisations())
        times.append(time.thread_time() - start)
    return min(times)


def assert_linear(unit: str) -> None:
    """Fail if the time grows faster than the number of repetitions of the unit."""
    short, long = (measure_seconds((unit * length)[:length]) for length in LENGTHS)
    assert long < MAX_GROWTH * max(short, 0.0005), f"repeating {unit!r}"


def test_time_grows_linearly_with_the_length() -> None:
    lint("warm up", pointer="/note", names=load_organisations())
    for unit in UNITS[::6]:
        assert_linear(unit)


@slow
def test_time_grows_linearly_with_any_repeated_unit() -> None:
    for unit in UNITS:
        assert_linear(unit)
