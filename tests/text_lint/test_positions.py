"""Faults say which characters of the submitted text cause them, in code points, however the text was disguised."""

from __future__ import annotations

import pytest

from services.text_lint import NamesToHide, lint, lint_reference
from tests.text_lint.sentences import find_faults, load_sentences

NAMES = NamesToHide(involved=frozenset({"Larkmoor Vale Academy"}))


@pytest.mark.parametrize(
    "content",
    [
        "www.example.org",
        "\uff37\uff37\uff37.example.org",
        "e x a m p l e . c o m",
        "ex\u200bam\u00adple.org",
        "jane@example.org",
        "@some.one",
        "07700 900123",
        "zero seven seven zero zero nine zero zero one two three",
        "NASUWT",
        "Larkmoor",
        "L\u0301a\u0301r\u0301k\u0301m\u0301oor",
        "l4rk-m00r",
        "L.a.r.k.m.o.o.r",
        "L\u0430rkmoor",
        "Mrs Okonkwo",
        '"one two three four five six seven eight nine"',
        "\x07",
    ],
)
@pytest.mark.parametrize("before", ["Seen at ", "\U0001f4f7 Caf\u00e9\u0301 \u2026 \u200b\ufb01: ", ""])
def test_start_and_end_enclose_the_content(content: str, before: str) -> None:
    (error,) = lint(f"{before}{content} now", pointer="/note", names=NAMES)

    assert error.start is not None
    assert error.end is not None
    found = f"{before}{content} now"[error.start : error.end]
    assert found.rstrip("\u0301") == content.rstrip("\u0301")


def test_positions_count_code_points_and_not_bytes_or_utf_16_units() -> None:
    text = "\U0001f600\U0001f600 www.example.org"

    (error,) = lint(text, pointer="/note")

    assert (error.start, error.end) == (3, len(text))


def test_positions_lie_within_the_text() -> None:
    for sentence in load_sentences("hostile"):
        for error in find_faults(sentence):
            assert error.start is not None
            assert error.end is not None
            assert 0 <= error.start < error.end <= len(sentence.text)


def test_faults_of_references_have_positions_too() -> None:
    (error,) = lint_reference("REF-Larkmoor-7", pointer="/platform_ref", names=NAMES)

    assert (error.code, error.start, error.end) == ("contains_name", 4, 12)
