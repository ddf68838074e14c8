"""Print recall and false alarms of the text lint, for each list and for the held-out lines alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.text_lint.sentences import Sentence, find_faults, load_sentences


def print_figures(folder: str, *, show_errors: bool) -> None:
    """Print how many sentences of each list have a fault; with `show_errors`, also the wrongly judged sentences."""
    sentences = load_sentences(folder)
    found = {sentence for sentence in sentences if find_faults(sentence)}
    print(f"\n{folder}: sentences with a fault")
    for category in sorted({sentence.category for sentence in sentences}):
        print_line(category, [sentence for sentence in sentences if sentence.category == category], found)
    print_line("all", sentences, found)
    print_line("held out", [sentence for sentence in sentences if sentence.is_held_out], found)
    for sentence in sentences:
        if show_errors and not sentence.is_held_out and (sentence in found) != (folder == "hostile"):
            print(f"  {sentence.category}: {sentence.text}", *(error.code for error in find_faults(sentence)))


def print_line(name: str, sentences: Sequence[Sentence], found: set[Sentence]) -> None:
    """Print how many of the sentences have a fault."""
    count = len(found.intersection(sentences))
    print(f"  {name:26} {count:5} of {len(sentences):5}  {count / len(sentences):7.2%}")


if __name__ == "__main__":
    for name in ("hostile", "ordinary"):
        print_figures(name, show_errors="--errors" in sys.argv)
