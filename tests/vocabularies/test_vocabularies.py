"""Every word of the interface has a stable code, labels in both languages, a meaning, and the agreed mapping."""

from __future__ import annotations

import copy
import re

import pytest

from services import vocabularies
from services.core.errors import NotFound
from services.policy.actor import Kind
from services.vocabularies.decisions import GONE, NONE, RESTRICTIVE, DecisionAction
from services.vocabularies.escalations import CountBand, EscalationTier
from services.vocabularies.incidents import HarmCategory

CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*|P[0-4]|[A-Z]{3}")


@pytest.mark.parametrize("name", vocabularies.names())
def test_every_term_is_complete(name: str) -> None:
    terms = vocabularies.vocabulary(name)

    assert terms
    assert len({term["code"] for term in terms}) == len(terms)
    for term in terms:
        assert CODE.fullmatch(term["code"])
        assert set(term) == {"code", "label", "definition", "mapping"}
        assert set(term["label"]) == {"en", "cy"}
        assert all([*term["label"].values(), term["definition"].endswith(".")])


def test_names_are_sorted_and_each_is_served() -> None:
    assert vocabularies.names() == sorted(set(vocabularies.names()))
    assert "harm_category" in vocabularies.names()


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFound):
        vocabularies.vocabulary("no_such_thing")


def test_the_kinds_of_organisation_are_those_of_the_policy() -> None:
    assert [term["code"] for term in vocabularies.vocabulary("organisation_kind")] == list(Kind)


def test_what_is_served_can_be_changed_without_harm() -> None:
    vocabularies.vocabulary("nation")[0]["mapping"]["changed"] = True

    assert "changed" not in vocabularies.vocabulary("nation")[0]["mapping"]


def test_a_term_is_its_code() -> None:
    assert HarmCategory("threat") is HarmCategory.THREAT
    assert str(HarmCategory.THREAT) == HarmCategory.THREAT.value == "threat"
    assert {"threat": 1}[HarmCategory.THREAT] == 1
    assert copy.deepcopy(HarmCategory.THREAT) is HarmCategory.THREAT


def test_every_action_counts_in_exactly_one_way() -> None:
    assert frozenset(DecisionAction) == RESTRICTIVE | NONE | GONE
    assert len(DecisionAction) == len(RESTRICTIVE) + len(NONE) + len(GONE)
    assert frozenset({"no_action"}) == NONE
    assert frozenset({"content_already_gone"}) == GONE


@pytest.mark.parametrize(
    ("count", "band"),
    [(1, "1"), (2, "2_4"), (4, "2_4"), (5, "5_9"), (9, "5_9"), (10, "10_49"), (49, "10_49"), (50, "50plus")],
)
def test_a_count_has_one_band(count: int, band: str) -> None:
    assert CountBand.of(count) == band


def test_tiers_are_numbered_upwards() -> None:
    assert [tier.number for tier in EscalationTier] == [1, 2, 3, 4]
