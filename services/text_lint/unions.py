"""Unions in a text: names, acronyms, and words for the people and the work of a union, in English and Welsh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from services.text_lint.compact_text import CompactText, fold_name
from services.text_lint.mutations import list_mutations
from services.text_lint.name_index import NameIndex
from services.text_lint.union_names import (
    ACRONYMS,
    CASE_SENSITIVE_ACRONYMS,
    DOMAINS,
    FULL_NAMES,
    ORDINARY_WORDS,
    PEOPLE_AND_WORK,
    UNION_WORDS,
    WORDS_OF_UNIONS,
)
from services.text_lint.word_lists import load_words

SEPARATOR = r"[\s._\-/\\*,|]{1,3}"
# Letters of acronyms, and what stands for them.
LOOK_ALIKES = {"E": "[E3]", "I": "[I1l|!]", "O": "[O0]", "S": "[S5$]", "A": "[A4]", "T": "[T7]"}
WORD_BEFORE = re.compile(r"([\w'-]+)\W{1,3}\Z")
WORD_AFTER = re.compile(r"\W{1,3}(?:y\s)?([\w'-]+)")


def find_unions(text: str, compact: CompactText) -> Iterator[tuple[int, int]]:
    """Yield start and end (exclusive) of what shows a union in a normalized text; `compact` is its compact form."""
    for index in (_get_name_index(), _get_people_index()):
        for start, end in index.find(compact):
            yield compact.get_span(start, end)
    for start, end in _get_word_index().find(compact):
        span = compact.get_span(start, end)
        if not _is_other_union(text, *span):
            yield span
    for pattern in _get_acronym_patterns():
        for match in pattern.finditer(text):
            yield match.span()


def _is_other_union(text: str, start: int, end: int) -> bool:
    """Return True for the European Union, a rugby union and the like."""
    before = WORD_BEFORE.search(text, max(start - 30, 0), start)
    after = WORD_AFTER.match(text, end)
    return (before is not None and before[1].lower() in load_words("words_before_union")) or (
        after is not None and after[1].lower() in load_words("words_after_union")
    )


@cache
def _get_name_index() -> NameIndex:
    """Return the index of names, acronyms and domains."""
    return NameIndex(map(fold_name, (*FULL_NAMES, *ACRONYMS, *DOMAINS)))


@cache
def _get_people_index() -> NameIndex:
    """Return the index of words for the people and the work of a union, with the Welsh mutations of the first word."""
    mutated = (form for term in PEOPLE_AND_WORK for form in list_mutations(term) if _is_welsh(term))
    return NameIndex(map(fold_name, (*PEOPLE_AND_WORK, *mutated)))


@cache
def _get_word_index() -> NameIndex:
    """Return the index of the words for a union."""
    return NameIndex(map(fold_name, UNION_WORDS))


def _is_welsh(term: str) -> bool:
    """Return True for a Welsh term with an initial letter that mutates."""
    return term.startswith(("cynrychiol", "gweithredu", "cadeirydd", "llinell", "piced", "pleidlais", "cymdeithas"))


@cache
def _get_acronym_patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of acronyms: in capitals, with separators in any case, and beside a word of unions."""
    capitals = "|".join(
        "".join(LOOK_ALIKES.get(letter, letter) for letter in acronym) for acronym in CASE_SENSITIVE_ACRONYMS
    )
    separated = "|".join(SEPARATOR.join(acronym) for acronym in (*CASE_SENSITIVE_ACRONYMS, "INTO", "PAT"))
    names, words = "|".join(ORDINARY_WORDS), "|".join(WORDS_OF_UNIONS)
    return (
        re.compile(rf"(?<![^\W_])(?:{capitals})(?![^\W_])"),
        re.compile(rf"(?<![^\W_])(?:{separated})(?![^\W_])", re.IGNORECASE),
        re.compile(rf"(?<![^\W_])(?:{names}|(?i:unison|unsain))(?:\s[Tt]he)?[\s-](?:{words})(?!\w)"),
    )
