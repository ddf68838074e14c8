"""Index of names that finds all of them in one pass over a compact text, in time linear in its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from services.text_lint.compact_text import CompactText

# Longer names are found also inside a word, such as larkmoorvale in larkmoorvaleconfessions.
MIN_LETTERS_INSIDE_WORDS = 7
MAX_NAME_LETTERS = 80
END = ""

# A trie: for each next letter another trie; END marks the end of a name.
Trie = dict[str, Any]


class NameIndex:
    """A trie of the compact forms of names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._trie: Trie = {}
        for name in names:
            node = self._trie
            for letter in name[:MAX_NAME_LETTERS]:
                node = node.setdefault(letter, {})
            if node is not self._trie:
                node[END] = True

    def find(self, compact: CompactText) -> Iterator[tuple[int, int]]:
        """Yield start and end (exclusive) of the longest name at each position of the compact text."""
        if not self._trie:
            return
        covered_until = 0
        for start, letter in enumerate(compact.text):
            if start >= covered_until and letter in self._trie and (end := self._match(compact, start)):
                covered_until = end
                yield start, end

    def _match(self, compact: CompactText, start: int) -> int:
        """Return the end of the longest name that starts here; 0 if there is none."""
        text, node, longest = compact.text, self._trie, 0
        starts_word = bool(compact.boundaries[start])
        for position in range(start, len(text)):
            node = node.get(text[position], {})
            if not node:
                break
            if END in node and _is_whole(compact, start, position + 1, starts_word):
                longest = position + 1
        return longest


def _is_whole(compact: CompactText, start: int, end: int, starts_word: bool) -> bool:
    """Return True for whole words, and for a long name that is part of one word or begins a word."""
    if starts_word and compact.boundaries[end]:
        return True
    return end - start >= MIN_LETTERS_INSIDE_WORDS and (starts_word or not any(compact.boundaries[start:end]))
