"""Recognition takes time proportional to the length of a text, whatever is in it.

CPU time is measured, which a loaded machine hardly changes; the shortest of several attempts counts.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator

import pytest

from services.links import MAX_LINK_LENGTH, parsing
from tests.links.worst_cases import iterate_texts, measure_recognition
from tests.support.markers import slow

MAX_SECONDS = 0.020
ATTEMPTS = 5
# The length is doubled three times. A quadratic step would take 64 times as long, a linear one 8 times. Below the
# shortest time, a measurement says nothing.
MAX_RATIO, SHORTEST_SECONDS = 2.5**3, 0.004
LENGTHS = (4096, 32_768)
KNOWN_WORST_CASES = (
    "https://example.org/?!00=b&" + "+&" * MAX_LINK_LENGTH,
    "https://example.org/?!00=b&" + "%20" * MAX_LINK_LENGTH,
    "https://example.org/?" + "a=1&" * MAX_LINK_LENGTH,
    "https://t.me/?" + "+&" * MAX_LINK_LENGTH,
    "<a href " * MAX_LINK_LENGTH,
    "https://example.org/" + ")" * MAX_LINK_LENGTH,
    "https://r.search.yahoo.com/" + "/RU=" * MAX_LINK_LENGTH,
    "a.b/ " * MAX_LINK_LENGTH,
)


@pytest.fixture(autouse=True)
def _without_garbage_collection() -> Iterator[None]:
    """A collection in the middle of a measurement would count as work on the text."""
    gc.disable()
    yield
    gc.enable()


def measure_shortest(text: str) -> float:
    """Return the CPU seconds of the fastest of several attempts."""
    seconds = measure_recognition(text)
    # Most texts need no second attempt.
    return min(seconds, *(measure_recognition(text) for _ in range(ATTEMPTS))) if seconds > MAX_SECONDS / 2 else seconds


@pytest.mark.parametrize("text", KNOWN_WORST_CASES, ids=lambda text: text[:40])
def test_texts_that_once_took_long_do_not(text: str) -> None:
    assert measure_shortest(text[:MAX_LINK_LENGTH]) < MAX_SECONDS


def test_no_text_of_a_sample_takes_long() -> None:
    texts = random.sample(list(iterate_texts(MAX_LINK_LENGTH)), 250)

    assert [text[:80] for text in texts if measure_shortest(text) >= MAX_SECONDS] == []


@slow
def test_no_form_of_link_filled_with_any_token_takes_long() -> None:
    assert [text[:80] for text in iterate_texts(MAX_LINK_LENGTH) if measure_shortest(text) >= MAX_SECONDS] == []


@pytest.mark.parametrize("text", KNOWN_WORST_CASES, ids=lambda text: text[:40])
def test_the_time_of_texts_that_once_took_long_doubles_with_their_length(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated = text * (LENGTHS[1] // len(text) + 1) if len(text) < LENGTHS[1] else text
    # Above the limit, where a quadratic step cannot hide behind what every text costs.
    monkeypatch.setattr(parsing, "MAX_LINK_LENGTH", LENGTHS[1])

    assert get_ratio(repeated[: LENGTHS[0]], repeated[: LENGTHS[1]]) < MAX_RATIO


@slow
def test_the_time_of_any_text_of_a_sample_doubles_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_LINK_LENGTH", LENGTHS[1])
    pairs = random.sample(list(zip(iterate_texts(LENGTHS[0]), iterate_texts(LENGTHS[1]), strict=True)), 500)

    assert [short[:80] for short, long in pairs if get_ratio(short, long) >= MAX_RATIO] == []


def get_ratio(short: str, long: str) -> float:
    """Return the time for the long text divided by that for the short one; 0 for times too short to compare."""
    if measure_recognition(long) < SHORTEST_SECONDS:
        return 0
    ratio = measure_recognition(long) / measure_recognition(short)
    if ratio < MAX_RATIO:
        return ratio
    return min(measure_recognition(long) for _ in range(ATTEMPTS)) / min(
        measure_recognition(short) for _ in range(ATTEMPTS)
    )
