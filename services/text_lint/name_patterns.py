"""Patterns for names that must not occur in a text: those of unions, and others that the caller forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from services.text_lint.normalization import normalize_text
from services.text_lint.patterns import FindingPattern
from services.text_lint.union_names import (
    ACRONYMS,
    CASE_SENSITIVE_ACRONYMS,
    DOMAINS,
    FULL_NAMES,
    UNION_TERMS,
)

MIN_NAME_LETTERS = 3
WORD = re.compile(r"\w+")


@cache
def get_union_patterns() -> Sequence[FindingPattern]:
    """Return the patterns for names, acronyms and domains of unions, and for words that show a union's involvement."""
    acronyms = "|".join(CASE_SENSITIVE_ACRONYMS)
    return (
        ("contains_union", _compile_names((*FULL_NAMES, *ACRONYMS, *DOMAINS, *UNION_TERMS))),
        ("contains_union", re.compile(rf"(?<!\w)(?:{acronyms})(?!\w)")),
    )


def get_forbidden_name_patterns(forbidden: Iterable[str]) -> Sequence[FindingPattern]:
    """Return the pattern for the forbidden names, as whole words in any case, accents and punctuation.

    Names with fewer than MIN_NAME_LETTERS letters and digits are ignored.
    """
    names = tuple(sorted({name for name in forbidden if sum(map(str.isalnum, name)) >= MIN_NAME_LETTERS}))
    return (("contains_name", _compile_cached(names)),) if names else ()


@lru_cache(maxsize=256)
def _compile_cached(names: tuple[str, ...]) -> re.Pattern[str]:
    """Compile the names to one pattern; the most recent 256 patterns are kept."""
    return _compile_names(names)


def _compile_names(names: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that finds any of the names as whole words, in any case."""
    # Longest first, so that of two names that start alike the longer one is found.
    alternatives = sorted((_build_name_pattern(name) for name in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _build_name_pattern(name: str) -> str:
    """Return a pattern that allows any punctuation between words: it matches St. Mary's, St Marys and st-mary's."""
    return r"\W{0,3}".join(re.escape(word) for word in WORD.findall(normalize_text(name).text))
