"""The vocabularies have the codes and mappings of the design, as transcribed in domain_b.md and domain_b2.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import vocabularies
from services.vocabularies.decisions import DecisionAction, Ground
from services.vocabularies.harms import HarmCategory
from services.vocabularies.subjects import SubjectType
from services.vocabularies.term import Term
from tests.support.markdown import read_tables

DIRECTORY = Path(__file__).parent
(_, *DOMAIN_ROWS), (_, *OTHER_ROWS) = read_tables(DIRECTORY / "domain_b.md")
(_, *HARM_ROWS), (_, *DSA_ROWS) = read_tables(DIRECTORY / "domain_b2.md")
# Marks an empty cell in the tables.
EMPTY = "-"

CODES_BY_VOCABULARY = {name: codes.split() for name, _, codes in [*DOMAIN_ROWS, *OTHER_ROWS]}


def test_every_vocabulary_is_transcribed_once() -> None:
    assert vocabularies.list_names() == sorted(name for name, *_ in [*DOMAIN_ROWS, *OTHER_ROWS])


@pytest.mark.parametrize("name", vocabularies.list_names())
def test_a_vocabulary_has_the_codes_of_the_design_in_their_order(name: str) -> None:
    assert [term["code"] for term in vocabularies.list_terms(name)] == CODES_BY_VOCABULARY[name]


def test_every_harm_category_has_a_mapping() -> None:
    assert [code for code, *_ in HARM_ROWS] == list(HarmCategory)


@pytest.mark.parametrize("row", HARM_ROWS, ids=lambda row: row[0])
def test_a_harm_category_has_the_mapping_of_the_design(row: list[str]) -> None:
    code, categories, keywords, ozone, ofcom, priority, infringement = row
    mapping = dict(HarmCategory(code).mapping)
    # Not part of the design's table: the types of the helpline's own statistics, and the condition for one category.
    mapping.pop("rhc_type")
    assert mapping.pop("dsa_condition") == ("only_if_platform_says_so" if code == "allegation_child_harm" else None)
    assert mapping == {
        "default_priority": priority,
        "dsa_categories": [f"STATEMENT_CATEGORY_{name}" for name in split_cell(categories)],
        "dsa_keywords": [f"KEYWORD_{name}" for name in split_cell(keywords)],
        "ozone_reason": None if ozone == EMPTY else f"tools.ozone.report.defs#reason{ozone}",
        "ofcom_kind": None if ofcom == EMPTY else ofcom,
        "xarf": None
        if infringement == EMPTY
        else {"category": "content", "type": "brand_infringement", "infringement_type": infringement},
    }


def test_actions_subject_types_and_grounds_have_the_codes_of_the_dsa_database() -> None:
    terms: list[Term] = [*DecisionAction, *SubjectType, *Ground]
    assert [(term.value, dict(term.mapping)) for term in terms] == [
        (code, {} if field == EMPTY else {field: value}) for code, field, value in DSA_ROWS
    ]


def split_cell(cell: str) -> list[str]:
    """Return the names in a cell of a table; none if it is empty."""
    return [] if cell == EMPTY else cell.split()
