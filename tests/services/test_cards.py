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
from tests.factories import clip, subjects_of
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import rows_of, views_of

Card = dict[str, Any]


def given_card(cast: factories.Cast, incident: dict[str, Any]) -> Card:
    return call_as(cast.school, member_cases.issue_card, incident["id"])


def redeemed(cast: factories.Cast, card: Card, **told: Any) -> dict[str, Any]:
    return call_as(cast.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", **told)


def refused(cast: factories.Cast, card: Card) -> str:
    return try_as(cast.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")


def test_a_union_follows_the_incident_from_the_card_on(cast: factories.Cast) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    case = redeemed(cast, given_card(cast, incident), member_ref="member 7")
    assert (case["incident_id"], case["stage"], case["version"]) == (incident["id"], MemberCaseStage.INTAKE, 1)
    assert call_as(cast.union, member_cases.read_member_case, case["id"]) == case
    seen = call_as(cast.union, incidents.read_incident, incident["id"])
    assert seen["reporter"] == {"kind": "school"}
    assert not {"poster", "staff_absence"} & set(seen)
    escalation = factories.sent(cast.helpline, cast.platform, subjects_of(incident))
    factories.decided(cast.platform, escalation, factories.removed(subjects_of(incident)[0]))
    run_pending_jobs()
    (link,) = call_as(cast.union, incidents.read_incident, incident["id"])["subjects"]
    assert link["outcome_code"] == "content_removed"


def test_redeeming_a_card_changes_nothing_for_anybody_else(shared_database: Database, cast: factories.Cast) -> None:
    # given an incident that everybody concerned knows
    incident = factories.accepted(cast.helpline, cast.school)
    escalation = factories.sent(cast.helpline, cast.platform, subjects_of(incident))
    factories.decided(cast.platform, escalation, factories.removed(subjects_of(incident)[0]))
    run_pending_jobs()
    card = given_card(cast, incident)
    others = [one for name, one in cast.everybody().items() if name != "union"]
    before = [(views_of(one), rows_of(shared_database, one)) for one in others]
    # when the union redeems the card, and even when it fails to
    redeemed(cast, card)
    refused(cast, {**card, "secret": "wrong"})
    refused(cast, card)
    run_pending_jobs()
    # then not a byte is different for any of them
    assert [(views_of(one), rows_of(shared_database, one)) for one in others] == before


def test_what_follows_a_redeemed_card_looks_like_what_follows_an_unredeemed_one(cast: factories.Cast) -> None:
    def further(incident: dict[str, Any]) -> list[Any]:
        call_as(cast.school, incidents.amend, incident["id"], expected=incident["version"], view_band="gt1m")
        seen = [call_as(one, incidents.read_incident, incident["id"]) for one in (cast.school, cast.helpline)]
        return [(one["version"], one["state"], sorted(one)) for one in seen]

    without, with_ = (factories.accepted(cast.helpline, cast.school) for _ in range(2))
    redeemed(cast, given_card(cast, with_))
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
def test_every_card_that_is_not_right_answers_alike(cast: factories.Cast, how: str) -> None:
    card, other = (given_card(cast, factories.reported(cast.school)) for _ in range(2))
    refusal = catch_error_as(
        cast.union, member_cases.open_member_case, **WRONG[how](card, other), consent_evidence_ref="letter"
    )
    assert type(refusal).__name__ == "CardNotRecognised"
    assert refusal is not None
    assert (refusal.code, refusal.extra) == ("card_not_recognised", {})
    assert card["case_number"] not in refusal.detail


def test_a_right_card_from_beyond_every_agreement_answers_like_a_wrong_one(cast: factories.Cast) -> None:
    elsewhere = factories.cast()
    card = given_card(elsewhere, factories.reported(elsewhere.school))
    assert refused(cast, card) == "CardNotRecognised"
    assert call_as(cast.union, incidents.list_incidents, queries.Keyset()) == []


def test_a_card_may_be_read_over_the_telephone(cast: factories.Cast) -> None:
    card = given_card(cast, factories.reported(cast.school))
    spoken = {
        "case_number": f" {card['case_number'].lower()} ",
        "secret": card["secret"].lower().replace("-", " ").replace("0", "o").replace("1", "l"),
    }
    assert redeemed(cast, spoken)["stage"] == "intake"


def test_a_card_is_shown_once_and_a_reissue_ends_the_old_secret(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school)
    old = given_card(cast, incident)
    refusal = catch_error_as(cast.school, member_cases.issue_card, incident["id"])
    assert isinstance(refusal, Conflict)
    assert refusal.code == "card_exists"
    new = call_as(cast.school, member_cases.issue_card, incident["id"], reissue=True)
    assert new["case_number"] == old["case_number"]
    assert new["secret"] != old["secret"]
    assert refused(cast, old) == "CardNotRecognised"
    assert refused(cast, new) == "allowed"


def test_a_case_outlives_the_reissue_of_its_card(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school)
    case = redeemed(cast, given_card(cast, incident))
    new = call_as(cast.school, member_cases.issue_card, incident["id"], reissue=True)
    assert call_as(cast.union, member_cases.read_member_case, case["id"]) == case
    assert refused(cast, new) == "CaseExists"


def test_issuing_a_card_is_the_schools_affair(shared_database: Database, cast: factories.Cast) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    others = [one for name, one in cast.everybody().items() if name != "school"]
    before = [(views_of(one), rows_of(shared_database, one)) for one in others]
    version = call_as(cast.school, incidents.read_incident, incident["id"])["version"]
    given_card(cast, incident)
    assert [(views_of(one), rows_of(shared_database, one)) for one in others] == before
    assert call_as(cast.school, incidents.read_incident, incident["id"])["version"] == version


def test_an_incident_of_nobody_in_person_has_no_card(cast: factories.Cast) -> None:
    incident = factories.reported(cast.school, affected_kind="school_brand", affected_person=False)
    assert try_as(cast.school, member_cases.issue_card, incident["id"]) == "Conflict"


def test_two_unions_with_the_same_card_do_not_notice_each_other(
    shared_database: Database, cast: factories.Cast
) -> None:
    incident = factories.reported(cast.school, clip())
    card = given_card(cast, incident)
    redeemed(cast, card)
    before = views_of(cast.union), rows_of(shared_database, cast.union)
    redeemed(replace(cast, union=cast.other_union), card)
    assert (views_of(cast.union), rows_of(shared_database, cast.union)) == before
    assert str(cast.union).encode() not in rows_of(shared_database, cast.other_union)
