"""The lists of hostile and ordinary sentences: their lines, and which of them were held out when rules were written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.core.errors import FieldError
from services.text_lint import NamesToHide, lint, lint_reference

LISTS_DIR = Path(__file__).parent
INDEPENDENT = "independent"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a list. Every third line of a list is held out: no rule was written or changed for it.

    No line of the lists `independent` is: they were written without knowledge of the rules, which were then mended.
    """

    category: str
    text: str
    is_held_out: bool


def load_sentences(folder: str) -> Sequence[Sentence]:
    """Return the sentences of the lists in `hostile` or `ordinary`. `\\u200b` stands for that character."""
    return [
        Sentence(
            path.stem,
            ESCAPE.sub(lambda match: chr(int(match[1], 16)), line),
            number % 3 == 2 and path.stem != INDEPENDENT,
        )
        for path in sorted((LISTS_DIR / folder).glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    ]


def _is_held_out(category: str, number: int) -> bool:
    """Return True if no rule was written for the line; numbers begin with 0."""
    return number % 3 == 2 and category != INDEPENDENT


@cache
def load_organisations() -> NamesToHide:
    """Return the names of the organisations that the sentences may concern."""
    lines = (LISTS_DIR / "organisations.txt").read_text(encoding="utf-8").splitlines()
    return NamesToHide(involved=frozenset(line for line in lines if not line.startswith("#")))


def find_faults(sentence: Sentence) -> Sequence[FieldError]:
    """Return the faults that the lint finds in the sentence or reference."""
    check = lint_reference if sentence.category == "references" else lint
    return check(sentence.text, pointer="/text", names=load_organisations())
