"""The initial mutations of Welsh words: soft, nasal and aspirate."""

from __future__ import annotations

from collections.abc import Iterator

_MUTATIONS = {
    "ll": ("l",),
    "rh": ("r",),
    "c": ("g", "ngh", "ch"),
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "m": ("f",),
}
_UNCHANGING = ("ch", "ph", "th", "dd")


def list_mutations(word: str) -> Iterator[str]:
    """Yield the mutated forms of a word in lower case."""
    if word.startswith(_UNCHANGING):
        return
    for initial, replacements in _MUTATIONS.items():
        if word.startswith(initial):
            for replacement in replacements:
                yield replacement + word[len(initial) :]
            return
