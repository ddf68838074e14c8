"""Recall and false alarms of the text lint, on two lists of sentences and on the part that no rule was written for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.text_lint.sentences import Sentence, find_faults, load_sentences

MIN_RECALL = 0.9
MAX_FALSE_ALARM_RATE = 0.01


def measure_fault_rate(sentences: Sequence[Sentence]) -> float:
    """Return the proportion of the sentences in which the lint finds a fault."""
    return sum(bool(find_faults(sentence)) for sentence in sentences) / len(sentences)


def test_the_lists_are_long_enough() -> None:
    hostile, ordinary = load_sentences("hostile"), load_sentences("ordinary")

    assert len(hostile) >= 300
    assert len([sentence for sentence in ordinary if sentence.category != "references"]) >= 1000
    assert len({sentence.text for sentence in (*hostile, *ordinary)}) == len(hostile) + len(ordinary)


@pytest.mark.parametrize("is_held_out", [False, True])
def test_hostile_sentences_are_refused(is_held_out: bool) -> None:
    sentences = [sentence for sentence in load_sentences("hostile") if sentence.is_held_out or not is_held_out]

    assert measure_fault_rate(sentences) > MIN_RECALL


@pytest.mark.parametrize("is_held_out", [False, True])
def test_ordinary_sentences_are_accepted(is_held_out: bool) -> None:
    sentences = [sentence for sentence in load_sentences("ordinary") if sentence.is_held_out or not is_held_out]

    assert measure_fault_rate(sentences) < MAX_FALSE_ALARM_RATE


@pytest.mark.parametrize("category", sorted({sentence.category for sentence in load_sentences("hostile")}))
def test_no_kind_of_hostile_content_is_overlooked(category: str) -> None:
    sentences = [sentence for sentence in load_sentences("hostile") if sentence.category == category]

    assert measure_fault_rate(sentences) > MIN_RECALL
