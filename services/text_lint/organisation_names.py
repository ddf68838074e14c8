"""Names that must not appear: those of unions always, others as the caller says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from services.text_lint.normalization import fold
from services.text_lint.union_names import ACRONYMS, CAPITALS, DOMAINS, INVOLVEMENT, NAMES

Search = tuple[str, re.Pattern[str]]
SHORTEST = 3
WORD = re.compile(r"\w+")


@cache
def unions() -> Sequence[Search]:
    """Unions by name, acronym and domain, and the words that tell that one is involved."""
    alone = "|".join(CAPITALS)
    return (
        ("contains_union", _any((*NAMES, *ACRONYMS, *DOMAINS, *INVOLVEMENT))),
        ("contains_union", re.compile(rf"(?<!\w)(?:{alone})(?!\w)")),
    )


def names(forbidden: Iterable[str]) -> Sequence[Search]:
    """The names that the caller forbids, as whole words, whatever their case, accents and punctuation."""
    given = tuple(sorted({name for name in forbidden if sum(map(str.isalnum, name)) >= SHORTEST}))
    return (("contains_name", _listed(given)),) if given else ()


@lru_cache(maxsize=256)
def _listed(given: tuple[str, ...]) -> re.Pattern[str]:
    return _any(given)


def _any(given: Iterable[str]) -> re.Pattern[str]:
    # Longest first: of two names that start alike the longer one is meant.
    alternatives = sorted((_spelling(name) for name in given), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _spelling(name: str) -> str:
    """Its words with little between them: St. Mary's, St Marys and st-mary's are one name."""
    return r"\W{0,3}".join(re.escape(word) for word in WORD.findall(fold(name).text))
