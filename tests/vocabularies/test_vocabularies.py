"""Every term of a vocabulary has a valid code, labels in both languages and a definition."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest

from services import vocabularies
from services.core.errors import NotFound
from services.policy.actor import Kind
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.vocabularies.decisions import (
    ALREADY_GONE_ACTIONS,
    DECLINING_ACTIONS,
    RESTRICTING_ACTIONS,
    DecisionAction,
)
from services.vocabularies.escalations import CountBand, EscalationState
from services.vocabularies.harms import HarmCategory
from services.vocabularies.incidents import IncidentState

CONTRACT = Path(__file__).parents[2] / "openapi" / "v1.json"
CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*|P[0-4]|[A-Z]{3}")


@pytest.mark.parametrize("name", vocabularies.list_names())
def test_every_term_has_a_code_labels_and_a_definition(name: str) -> None:
    terms = vocabularies.list_terms(name)

    assert terms
    assert len({term["code"] for term in terms}) == len(terms)
    for term in terms:
        assert CODE.fullmatch(term["code"])
        assert set(term) == {"code", "label", "definition", "mapping"}
        assert set(term["label"]) == {"en", "cy"}
        assert all([*term["label"].values(), term["definition"].endswith(".")])


def test_names_are_sorted() -> None:
    assert vocabularies.list_names() == sorted(set(vocabularies.list_names()))
    assert "harm_category" in vocabularies.list_names()


def test_unknown_vocabularies_are_not_found() -> None:
    with pytest.raises(NotFound):
        vocabularies.list_terms("no_such_thing")


def test_organisation_kinds_are_those_of_the_permissions() -> None:
    assert [term["code"] for term in vocabularies.list_terms("organisation_kind")] == list(Kind)


def test_changing_a_returned_term_does_not_change_the_vocabulary() -> None:
    vocabularies.list_terms("nation")[0]["mapping"]["changed"] = True

    assert "changed" not in vocabularies.list_terms("nation")[0]["mapping"]


def test_a_term_equals_its_code() -> None:
    assert HarmCategory("threat") is HarmCategory.THREAT
    assert str(HarmCategory.THREAT) == HarmCategory.THREAT.value == "threat"
    assert {"threat": 1}[HarmCategory.THREAT] == 1
    assert copy.deepcopy(HarmCategory.THREAT) is HarmCategory.THREAT


def test_every_action_restricts_declines_or_reports_that_content_was_gone() -> None:
    assert frozenset(DecisionAction) == RESTRICTING_ACTIONS | DECLINING_ACTIONS | ALREADY_GONE_ACTIONS
    assert len(DecisionAction) == len(RESTRICTING_ACTIONS) + len(DECLINING_ACTIONS) + len(ALREADY_GONE_ACTIONS)
    assert frozenset({"no_action"}) == DECLINING_ACTIONS
    assert frozenset({"content_already_gone"}) == ALREADY_GONE_ACTIONS


@pytest.mark.parametrize(
    ("count", "band"),
    [(1, "1"), (2, "2_4"), (4, "2_4"), (5, "5_9"), (9, "5_9"), (10, "10_49"), (49, "10_49"), (50, "50plus")],
)
def test_every_count_has_one_band(count: int, band: str) -> None:
    assert CountBand.from_count(count) == band


def test_a_vocabulary_is_listed_exactly_when_the_contract_uses_it() -> None:
    assert set(re.findall(r'"x-vocabulary": "(\w+)"', CONTRACT.read_text("utf-8"))) == set(vocabularies.list_names())


def test_the_states_are_those_of_the_state_machines() -> None:
    assert set(INCIDENT.machine.states) == set(IncidentState)
    assert set(ESCALATION.machine.states) == set(EscalationState)
