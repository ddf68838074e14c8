"""Word lists of the text lint: English words, top-level domains, and characters that look like others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA_DIR = Path(__file__).parent / "data"
# Endings of inflected English words, and what stands in their place in the word's entry.
ENGLISH_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("ly", ""), ("d", ""),
)  # fmt: skip
# Ends of files and abbreviations that are top-level domains too.
FILE_NAME_ENDINGS = frozenset({"ai", "md", "mov", "pl", "ps", "py", "rs", "sh", "zip"})


def is_ordinary_word(word: str) -> bool:
    """Return True for a common English or Welsh word, in lower case and without accents."""
    words = load_words("english_words")
    if word in words or word in load_words("welsh_words"):
        return True
    return any(
        len(word) - len(ending) >= 3 and word.endswith(ending) and word[: -len(ending)] + replacement in words
        for ending, replacement in ENGLISH_ENDINGS
    )


@cache
def load_words(name: str) -> frozenset[str]:
    """Return the words of a word list, in lower case; `name` is that of the file in `data`, without `.txt`."""
    return frozenset(word for line in _read_lines(f"{name}.txt") for word in line.split())


@cache
def load_top_level_domains() -> frozenset[str]:
    """Return the top-level domains in lower case, without those that end the names of files."""
    return load_words("top_level_domains") - FILE_NAME_ENDINGS


@cache
def load_look_alikes() -> dict[str, str]:
    """Return the ASCII letters and digits that other characters look like (Unicode Technical Standard 39)."""
    entries = (line.split() for line in _read_lines("confusables.txt"))
    return {chr(int(code_point, 16)): look for code_point, look in entries}


def _read_lines(name: str) -> Iterator[str]:
    """Yield the lines of a data file that are no comments."""
    for line in (DATA_DIR / name).read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            yield line
