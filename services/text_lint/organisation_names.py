"""The parts of the names of organisations that must not occur in a text, and the pattern of any school's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from services.text_lint.compact_text import CompactText, fold_name
from services.text_lint.mutations import list_mutations
from services.text_lint.name_index import NameIndex
from services.text_lint.names_to_hide import NamesToHide
from services.text_lint.normalization import normalize_text
from services.text_lint.word_lists import is_ordinary_word, load_words

# A name with fewer letters and digits is not forbidden: it would be found in ordinary texts.
MIN_NAME_LETTERS = 3
MIN_PART_LETTERS = 4
MIN_MUTATED_LETTERS = 6
MIN_ACRONYM_LETTERS = 3
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
IN_PARENTHESES = re.compile(r"\([^()]{0,100}\)")
SAINT_WORDS = frozenset({"st", "saint", "sant", "santes", "san"})
SEPARATOR = r"[\W_]{1,3}"
SEPARATOR_OR_NONE = r"[\W_]{0,3}"


class ForbiddenNames:
    """Finds names of organisations in a text: whole, and without words such as School.

    Of the organisations involved it also finds each distinctive word and the initials.
    """

    def __init__(self, names: NamesToHide) -> None:
        numbered = {name for name in names.involved | names.other if _is_numbered(name)}
        keys: set[str] = set()
        for name in names.involved - numbered:
            keys.update(_list_keys(name, with_parts=True))
        for name in names.other - numbered:
            keys.update(_list_keys(name, with_parts=False))
        self._index = NameIndex(keys)
        self._numbered = [_compile_numbered(name) for name in sorted(numbered)]
        self._acronyms = _compile_acronyms(names.involved)

    def find(self, text: str, compact: CompactText) -> Iterator[tuple[int, int]]:
        """Yield start and end (exclusive) of the names in a normalized text; `compact` is its compact form."""
        for start, end in self._index.find(compact):
            yield compact.get_span(start, end)
        for pattern in self._numbered:
            for match in pattern.finditer(text):
                yield match.span()
        if self._acronyms:
            for match in self._acronyms.finditer(text):
                yield match.span()


@lru_cache(maxsize=64)
def get_forbidden_names(names: NamesToHide) -> ForbiddenNames:
    """Return the finder of these names; those of the most recent 64 sets of names are kept."""
    return ForbiddenNames(names)


def _list_keys(name: str, *, with_parts: bool) -> Iterator[str]:
    """Yield the compact forms of the name and of its parts that must not occur."""
    words = _split_words(name)
    whole = fold_name("".join(words))
    if sum(map(str.isalnum, name)) < MIN_NAME_LETTERS:
        return
    yield whole
    core = _strip_generic(words)
    yield from _list_core_keys(core, with_parts=with_parts)
    # With the words that say which kind of school it is, a single word is distinctive too: Cardiff High.
    for end in range(len(words) - 1, len(core), -1):
        if core and words[: len(core)] == core:
            yield fold_name("".join(words[:end]))
    if with_parts:
        yield from (key for word in core for key in _list_word_keys(word))


def _is_numbered(name: str) -> bool:
    """Return True for a name of ordinary words and a number, such as School 21."""
    words = _split_words(name)
    return any(word.isdecimal() for word in words) and all(
        word.isdecimal() or _simplify(word) in load_words("organisation_words") or is_ordinary_word(_simplify(word))
        for word in words
    )


def _compile_numbered(name: str) -> re.Pattern[str]:
    """Return the pattern of a numbered name. In its compact form School 4 would be equal to "school a"."""
    joined = SEPARATOR_OR_NONE.join(map(re.escape, _split_words(name)))
    return re.compile(rf"(?<![^\W_]){joined}(?![^\W_])", re.IGNORECASE)


def _list_core_keys(core: list[str], *, with_parts: bool) -> Iterator[str]:
    """Yield the compact forms of several words together, such as Larkmoor Vale or St Mary's."""
    distinctive = [word for word in core if not is_ordinary_word(_simplify(word))]
    if len(core) < 2 or not (with_parts or distinctive):
        return
    rest = core[1:] if core[0].lower() in SAINT_WORDS else core
    prefixes = (
        ("st", "saint") if rest is not core and core[0].lower() in ("st", "saint") else core[: len(core) - len(rest)]
    )
    for start in prefixes or ("",):
        joined = "".join(rest)
        yield fold_name(start + joined)
        yield fold_name(start + joined.removesuffix("'s"))
    # Joining words may be left out: Coed y Bryn, Coed Bryn.
    without = [word for word in core if word.lower() not in load_words("joining_words")]
    if len(without) > 1:
        yield fold_name("".join(without))


def _list_word_keys(word: str) -> Iterator[str]:
    """Yield the compact forms of one distinctive word, also with Welsh mutations."""
    plain = _simplify(word)
    if len(plain) < MIN_PART_LETTERS or plain in load_words("organisation_words") or is_ordinary_word(plain):
        return
    yield fold_name(plain)
    yield fold_name(plain + "s")
    if len(plain) >= MIN_MUTATED_LETTERS:
        yield from map(fold_name, list_mutations(plain))


def _split_words(name: str) -> list[str]:
    """Return the words of a name, without those in parentheses."""
    text = normalize_text(name).text
    return WORD.findall(IN_PARENTHESES.sub(" ", text)) or WORD.findall(text)


def _simplify(word: str) -> str:
    """Return the word in lower case without `'s`."""
    return word.lower().removesuffix("'s").replace("'", "")


def _strip_generic(words: list[str]) -> list[str]:
    """Return the words without generic and joining ones at both ends."""
    is_generic = [
        _simplify(word) in load_words("organisation_words") or word.lower() in load_words("joining_words")
        for word in words
    ]
    if all(is_generic):
        return []
    start, end = is_generic.index(False), len(words) - is_generic[::-1].index(False)
    return words[start:end]


def _compile_acronyms(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds the initials of the names: in capitals, or separated in any case."""
    acronyms = {acronym for name in names for acronym in _list_acronyms(name)}
    if not acronyms:
        return None
    joined = "|".join(sorted(acronyms))
    separated = "|".join(SEPARATOR.join(acronym) for acronym in sorted(acronyms))
    return re.compile(rf"(?<![^\W_])(?:{joined}|(?i:{separated}))(?![^\W_])")


def _list_acronyms(name: str) -> Iterator[str]:
    """Yield the initials of the name, with and without joining words such as `of`."""
    words = [word.upper() for word in _split_words(name)]
    for initials in (words, [word for word in words if word.lower() not in load_words("joining_words")]):
        acronym = "".join(word[0] for word in initials)
        if len(acronym) >= MIN_ACRONYM_LETTERS and acronym.lower() not in load_words("acronyms") and acronym.isalpha():
            yield acronym
