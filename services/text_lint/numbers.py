"""Telephone numbers and other long numbers, in digits or spelled out in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.text_lint.address_patterns import FindingPattern, compile_pattern
from services.text_lint.word_lists import load_words

MAX_PHONE_DIGITS = 15
MIN_SPELLED_DIGITS = 7
MIN_SPELLED_DIGITS_WITHOUT_ZERO = 10
MIN_LONG_NUMBER_DIGITS = 10
MIN_GROUPED_NUMBER_DIGITS = 14

# Dates and times are blanked before numbers are looked for.
DATE_OR_TIME = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1(?:20)?\d\d|\d{1,2}[:.]\d\d(?::\d\d)?(?=\s?[ap]\.?m)|\d{1,2}:\d\d(?::\d\d)?)(?!\d)"
)
DIGIT_RUN = re.compile(r"[+(]{0,2}(?:\d|(?<![A-Za-z])[oO](?=\d))(?:[\s().\-/_]{0,3}[\doO]){5,30}")
GROUP_START = re.compile(r"(?<![\doO])[\doO]")
LOCAL_NUMBERS: tuple[FindingPattern, ...] = (
    ("contains_phone_number", compile_pattern(r"(?<![\w.-])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\w-])")),
    (
        "contains_phone_number",
        compile_pattern(
            r"(?<!\w)(?:call|ring|phone|tel|telephone|text|dial|whatsapp|mobile|ffoniwch|ffonio|ffon)"
            r"(?:\W{1,3}[a-z']{1,12}){0,5}?\W{1,3}(?:\d{3}[ -]\d{3,4}|\d{5,9})(?![\d.,])"
        ),
    ),
)
ZEROS = frozenset({"zero", "oh", "nought", "naught", "sero", "dim"})
MULTIPLIERS = {"double": 2, "treble": 3, "triple": 3, "dwbl": 2}
WORD = re.compile(r"[^\W_]+")
MAX_GAP = 3


class NumberWord(NamedTuple):
    """A word that stands for digits: its position, how many digits, and what it is."""

    start: int
    end: int
    digits: int
    word: str


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield code, start and end (exclusive) of the long numbers in a normalized text."""
    masked = DATE_OR_TIME.sub(lambda match: "x" * len(match[0]), text)
    for match in DIGIT_RUN.finditer(masked):
        if found := _classify_run(match[0]):
            code, start, end = found
            yield code, match.start() + start, match.start() + end
    for match in re.finditer(r"(?<!\d)\d{10,64}", masked):
        yield "contains_number", *match.span()
    for code, pattern in LOCAL_NUMBERS:
        for match in pattern.finditer(masked):
            yield code, *match.span()
    for words in _split_number_words(text):
        if _is_spelled_number(words):
            yield "contains_phone_number", words[0].start, words[-1].end


def _classify_run(run: str) -> tuple[str, int, int] | None:
    """Return code, start and end of the telephone or long number in a run of digits; None for others."""
    for start in (match.start() for match in GROUP_START.finditer(run)):
        digits = [char.lower().replace("o", "0") for char in run[start:] if char.isalnum()]
        has_plus = "+" in run[max(start - 2, 0) : start]
        if is_phone_number("".join(digits), has_plus=has_plus):
            return "contains_phone_number", max(start - 2, 0) if has_plus else start, len(run)
    groups = re.findall(r"\d+", run)
    count = sum(map(len, groups))
    if count >= MIN_GROUPED_NUMBER_DIGITS and not any(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups):
        return "contains_number", 0, len(run)
    return None


def is_phone_number(digits: str, *, has_plus: bool = False) -> bool:
    """Return True for the digits of a telephone number of the United Kingdom, or of an international one."""
    if has_plus:
        return 8 <= len(digits) <= MAX_PHONE_DIGITS + 1
    if re.fullmatch(r"00[1-9]\d{7,13}|440?[1-9]\d{8,9}|0[1-9]\d{8,9}", digits):
        return True
    # More digits follow a complete number of a mobile telephone.
    return re.match(r"07\d{9}", digits) is not None and len(digits) <= MAX_PHONE_DIGITS


def _split_number_words(text: str) -> Iterator[Sequence[NumberWord]]:
    """Yield the runs of at least MIN_SPELLED_DIGITS / 3 words that stand for digits, next to each other."""
    run: list[NumberWord] = []
    for match in WORD.finditer(text):
        word = match[0].lower()
        digits = 1 if word in load_words("digit_words") else len(word) if word.isdecimal() and len(word) <= 5 else 0
        if not digits and word not in MULTIPLIERS and word != "plus":
            if len(run) > 2:
                yield run
            run = []
            continue
        if run and match.start() - run[-1].end > MAX_GAP:
            yield run
            run = []
        run.append(NumberWord(*match.span(), digits, word))
    yield run


def _is_spelled_number(words: Sequence[NumberWord]) -> bool:
    """Return True for a telephone number: at least three words, enough digits, and a zero or plus in front."""
    spelled = [word for word in words if not word.word.isdecimal()]
    if len(spelled) < 3:
        return False
    count, factor = 0, 1
    for word in words:
        count += word.digits * factor
        factor = MULTIPLIERS.get(word.word, 1)
    starts_with_zero = words[0].word in (*ZEROS, "plus", "double") or words[0].word.startswith("0")
    return count >= (MIN_SPELLED_DIGITS if starts_with_zero else MIN_SPELLED_DIGITS_WITHOUT_ZERO)
