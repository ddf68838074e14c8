"""The card that belongs to the affected person, and the case that a union opens with it without anybody noticing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services import incidents, member_cases, queries
from services.core.errors import Conflict
from services.vocabularies.people import MemberCaseStage
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_rows, dump_views

Card = dict[str, Any]


def given_card(parties: factories.Parties, incident: dict[str, Any]) -> Card:
    return call_as(parties.school, member_cases.issue_card, incident["id"])


def redeemed(parties: factories.Parties, card: Card, **told: Any) -> dict[str, Any]:
    return call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", **told)


def refused(parties: factories.Parties, card: Card) -> str:
    return try_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")


def test_a_union_follows_the_incident_from_the_card_on(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    case = redeemed(parties, given_card(parties, incident), member_ref="member 7")
    assert (case["incident_id"], case["stage"], case["version"]) == (incident["id"], MemberCaseStage.INTAKE, 1)
    assert call_as(parties.union, member_cases.get_member_case, case["id"]) == case
    seen = call_as(parties.union, incidents.read_incident, incident["id"])
    assert seen["reporter"] == {"kind": "school"}
    assert not {"poster", "staff_absence"} & set(seen)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    (link,) = call_as(parties.union, incidents.read_incident, incident["id"])["subjects"]
    assert link["outcome_code"] == "content_removed"


def test_redeeming_a_card_changes_nothing_for_anybody_else(
    shared_database: Database, parties: factories.Parties
) -> None:
    # given an incident that everybody concerned knows
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    card = given_card(parties, incident)
    others = [one for name, one in parties.by_name().items() if name != "union"]
    before = [(dump_views(one), dump_rows(shared_database, one)) for one in others]
    # when the union redeems the card, and even when it fails to
    redeemed(parties, card)
    refused(parties, {**card, "secret": "wrong"})
    refused(parties, card)
    run_pending_jobs()
    # then not a byte is different for any of them
    assert [(dump_views(one), dump_rows(shared_database, one)) for one in others] == before


def test_what_follows_a_redeemed_card_looks_like_what_follows_an_unredeemed_one(parties: factories.Parties) -> None:
    def further(incident: dict[str, Any]) -> list[Any]:
        call_as(parties.school, incidents.amend, incident["id"], expected=incident["version"], view_band="gt1m")
        seen = [call_as(one, incidents.read_incident, incident["id"]) for one in (parties.school, parties.helpline)]
        return [(one["version"], one["state"], sorted(one)) for one in seen]

    without, with_ = (factories.create_accepted_incident(parties.helpline, parties.school) for _ in range(2))
    redeemed(parties, given_card(parties, with_))
    assert further(with_) == further(without)


WRONG: dict[str, Callable[[Card, Card], Card]] = {
    "another secret": lambda card, other: {**card, "secret": other["secret"]},
    "another number": lambda card, other: {**card, "case_number": other["case_number"]},
    "a made-up number": lambda card, _: {**card, "case_number": "TC-0000-0000"},
    "no number": lambda card, _: {**card, "case_number": ""},
    "no secret": lambda card, _: {**card, "secret": ""},
    "a number that is none": lambda card, _: {**card, "case_number": "' or true --"},
    "a secret in another alphabet": lambda card, _: {**card, "secret": "ŷ" * 26},
    "a very long secret": lambda card, _: {**card, "secret": card["secret"] * 100},
    "half a secret": lambda card, _: {**card, "secret": card["secret"][:-6]},
}


@pytest.mark.parametrize("how", WRONG)
def test_every_card_that_is_not_right_answers_alike(parties: factories.Parties, how: str) -> None:
    card, other = (given_card(parties, factories.create_incident(parties.school)) for _ in range(2))
    refusal = catch_error_as(
        parties.union, member_cases.open_member_case, **WRONG[how](card, other), consent_evidence_ref="letter"
    )
    assert type(refusal).__name__ == "CardNotRecognised"
    assert refusal is not None
    assert (refusal.code, refusal.extra) == ("card_not_recognised", {})
    assert card["case_number"] not in refusal.detail


def test_a_right_card_from_beyond_every_agreement_answers_like_a_wrong_one(parties: factories.Parties) -> None:
    elsewhere = factories.create_parties()
    card = given_card(elsewhere, factories.create_incident(elsewhere.school))
    assert refused(parties, card) == "CardNotRecognised"
    assert call_as(parties.union, incidents.list_incidents, queries.Keyset()) == []


def test_a_card_may_be_read_over_the_telephone(parties: factories.Parties) -> None:
    card = given_card(parties, factories.create_incident(parties.school))
    spoken = {
        "case_number": f" {card['case_number'].lower()} ",
        "secret": card["secret"].lower().replace("-", " ").replace("0", "o").replace("1", "l"),
    }
    assert redeemed(parties, spoken)["stage"] == "intake"


def test_a_card_is_shown_once_and_a_reissue_ends_the_old_secret(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    old = given_card(parties, incident)
    refusal = catch_error_as(parties.school, member_cases.issue_card, incident["id"])
    assert isinstance(refusal, Conflict)
    assert refusal.code == "card_exists"
    new = call_as(parties.school, member_cases.issue_card, incident["id"], reissue=True)
    assert new["case_number"] == old["case_number"]
    assert new["secret"] != old["secret"]
    assert refused(parties, old) == "CardNotRecognised"
    assert refused(parties, new) == "allowed"


def test_a_case_outlives_the_reissue_of_its_card(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    case = redeemed(parties, given_card(parties, incident))
    new = call_as(parties.school, member_cases.issue_card, incident["id"], reissue=True)
    assert call_as(parties.union, member_cases.get_member_case, case["id"]) == case
    assert refused(parties, new) == "CaseExists"


def test_issuing_a_card_is_the_schools_affair(shared_database: Database, parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    others = [one for name, one in parties.by_name().items() if name != "school"]
    before = [(dump_views(one), dump_rows(shared_database, one)) for one in others]
    version = call_as(parties.school, incidents.read_incident, incident["id"])["version"]
    given_card(parties, incident)
    assert [(dump_views(one), dump_rows(shared_database, one)) for one in others] == before
    assert call_as(parties.school, incidents.read_incident, incident["id"])["version"] == version


def test_an_incident_of_nobody_in_person_has_no_card(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school, affected_kind="school_brand", affected_person=False)
    assert try_as(parties.school, member_cases.issue_card, incident["id"]) == "Conflict"


def test_two_unions_with_the_same_card_do_not_notice_each_other(
    shared_database: Database, parties: factories.Parties
) -> None:
    incident = factories.create_incident(parties.school, new_clip_url())
    card = given_card(parties, incident)
    redeemed(parties, card)
    before = dump_views(parties.union), dump_rows(shared_database, parties.union)
    redeemed(replace(parties, union=parties.other_union), card)
    assert (dump_views(parties.union), dump_rows(shared_database, parties.union)) == before
    assert str(parties.union).encode() not in dump_rows(shared_database, parties.other_union)
