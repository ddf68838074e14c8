"""What is served, word for word beside what the specification lists: domain_b.md and domain_b2.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import vocabularies
from services.vocabularies.content import Synthetic
from services.vocabularies.decisions import DecisionAction, Ground
from services.vocabularies.harms import HarmCategory
from services.vocabularies.subjects import SubjectType
from services.vocabularies.term import Term
from tests.support.markdown import read_tables

HERE = Path(__file__).parent
(_, *ENTITIES), (_, *BESIDE) = read_tables(HERE / "domain_b.md")
(_, *HARMS), (_, *EU) = read_tables(HERE / "domain_b2.md")
NONE = "-"
ORIGINALS = {"tlp": "TLP:{}", "ofcom_category": "{}"}


LISTED = {name: values.split() for name, _, values in [*ENTITIES, *BESIDE]}


def test_every_vocabulary_is_in_the_specification_and_every_one_of_the_specification_is_served() -> None:
    assert sorted(LISTED) == vocabularies.names()
    assert len(LISTED) == len(ENTITIES) + len(BESIDE)


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_vocabulary_has_exactly_the_words_of_the_specification_in_their_order(name: str) -> None:
    served = [term["code"] for term in vocabularies.vocabulary(name)]
    if name in ORIGINALS:
        assert served == [value.replace("+", "_").lower() for value in LISTED[name]]
    else:
        assert served == LISTED[name]


@pytest.mark.parametrize(("name", "written"), ORIGINALS.items())
def test_where_a_code_differs_the_original_is_in_the_mapping(name: str, written: str) -> None:
    for term, value in zip(vocabularies.vocabulary(name), LISTED[name], strict=True):
        if value != "none":
            assert term["mapping"] == {name: written.format(value)}


def test_every_harm_is_mapped_and_nothing_else_is() -> None:
    assert [harm for harm, *_ in HARMS] == list(HarmCategory)


@pytest.mark.parametrize("row", HARMS, ids=lambda row: row[0])
def test_a_harm_is_mapped_as_the_specification_says(row: list[str]) -> None:
    harm, categories, keywords, ozone, ofcom, priority, infringement = row
    found = dict(HarmCategory(harm).mapping)
    # How the helpline's own statistics count is ours, and so is when the category of a safeguarding case is used.
    found.pop("rhc_type")
    assert found.pop("dsa_condition") == ("only_if_platform_says_so" if harm == "allegation_child_harm" else None)
    assert found == {
        "default_priority": priority,
        "dsa_categories": [f"STATEMENT_CATEGORY_{name}" for name in words(categories)],
        "dsa_keywords": [f"KEYWORD_{name}" for name in words(keywords)],
        "ozone_reason": None if ozone == NONE else f"tools.ozone.report.defs#reason{ozone}",
        "ofcom_kind": None if ofcom == NONE else ofcom,
        "xarf": None
        if infringement == NONE
        else {"category": "content", "type": "brand_infringement", "infringement_type": infringement},
    }


def test_actions_types_and_grounds_are_called_what_the_eus_database_calls_them() -> None:
    served: list[Term] = [*DecisionAction, *SubjectType, Synthetic.YES, *Ground]
    assert [(term.value, dict(term.mapping)) for term in served] == [
        (ours, {} if field == NONE else {field: value}) for ours, field, value in EU
    ]


def words(cell: str) -> list[str]:
    """The words of a cell, none where there is only a dash."""
    return [] if cell == NONE else cell.split()
