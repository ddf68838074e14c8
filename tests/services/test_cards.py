"""Person cards, and the member cases that unions open with them. Other organisations cannot detect either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from services import incidents, member_cases, queries
from services.core.errors import Conflict
from services.policy.field_access import ResourceView
from services.vocabularies.member_cases import MemberCaseStage
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_rows, dump_views

Card = ResourceView


def issue_card(parties: factories.Parties, incident: ResourceView) -> Card:
    """Issue the card of the incident as the school."""
    return call_as(parties.school, member_cases.issue_card, incident["id"])


def open_case(parties: factories.Parties, card: Card, **inputs: str) -> ResourceView:
    """Open a member case as the union with this card."""
    return call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", **inputs)


def try_to_open_case(parties: factories.Parties, card: Card) -> str:
    """Return "allowed" or the name of the error, without opening the case."""
    return try_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")


def test_a_union_with_a_card_sees_the_incident_and_its_outcome(parties: factories.Parties) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    case = open_case(parties, issue_card(parties, incident), member_ref="member 7")
    assert (case["incident_id"], case["stage"], case["version"]) == (incident["id"], MemberCaseStage.INTAKE, 1)
    assert call_as(parties.union, member_cases.get_member_case, case["id"]) == case
    view = call_as(parties.union, incidents.get_incident, incident["id"])
    assert view["reporter"] == {"kind": "school"}
    assert not {"poster", "staff_absence"} & set(view)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    (link,) = call_as(parties.union, incidents.get_incident, incident["id"])["subjects"]
    assert link["outcome_code"] == "content_removed"


def test_other_organisations_cannot_detect_that_a_card_was_redeemed(
    shared_database: Database, parties: factories.Parties
) -> None:
    # given an incident that school, helpline and platform can see
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    card = issue_card(parties, incident)
    others = [organisation for name, organisation in parties.by_name().items() if name != "union"]
    before = [(dump_views(other), dump_rows(shared_database, other)) for other in others]
    # when the union redeems the card, tries a wrong one and tries the same one again
    open_case(parties, card)
    try_to_open_case(parties, {**card, "secret": "wrong"})
    try_to_open_case(parties, card)
    run_pending_jobs()
    # then nothing has changed for anybody else
    assert [(dump_views(other), dump_rows(shared_database, other)) for other in others] == before


def test_amendments_look_the_same_whether_or_not_a_card_was_redeemed(parties: factories.Parties) -> None:
    def amend_and_read(incident: ResourceView) -> list[object]:
        call_as(
            parties.school,
            incidents.amend_incident,
            incident["id"],
            expected_version=incident["version"],
            view_band="gt1m",
        )
        views = [
            call_as(reader, incidents.get_incident, incident["id"]) for reader in (parties.school, parties.helpline)
        ]
        return [(view["version"], view["state"], sorted(view)) for view in views]

    unredeemed, redeemed = (factories.create_accepted_incident(parties.helpline, parties.school) for _ in range(2))
    open_case(parties, issue_card(parties, redeemed))
    assert amend_and_read(redeemed) == amend_and_read(unredeemed)


WRONG_CARDS: dict[str, Callable[[Card, Card], Card]] = {
    "secret of another card": lambda card, other: {**card, "secret": other["secret"]},
    "number of another card": lambda card, other: {**card, "case_number": other["case_number"]},
    "unknown number": lambda card, _: {**card, "case_number": "TC-0000-0000"},
    "empty number": lambda card, _: {**card, "case_number": ""},
    "empty secret": lambda card, _: {**card, "secret": ""},
    "malformed number": lambda card, _: {**card, "case_number": "' or true --"},
    "secret in another alphabet": lambda card, _: {**card, "secret": "ŷ" * 26},
    "very long secret": lambda card, _: {**card, "secret": card["secret"] * 100},
    "shortened secret": lambda card, _: {**card, "secret": card["secret"][:-6]},
}


@pytest.mark.parametrize("defect", WRONG_CARDS)
def test_all_wrong_cards_get_the_same_error(parties: factories.Parties, defect: str) -> None:
    card, other = (issue_card(parties, factories.create_incident(parties.school)) for _ in range(2))
    error = catch_error_as(
        parties.union, member_cases.open_member_case, **WRONG_CARDS[defect](card, other), consent_evidence_ref="letter"
    )
    assert type(error).__name__ == "CardNotRecognised"
    assert error is not None
    assert (error.code, error.extra) == ("card_not_recognised", {})
    assert card["case_number"] not in error.detail


def test_a_right_card_of_a_helpline_without_an_agreement_gets_the_error_of_a_wrong_one(
    parties: factories.Parties,
) -> None:
    strangers = factories.create_parties()
    card = issue_card(strangers, factories.create_incident(strangers.school))
    assert try_to_open_case(parties, card) == "CardNotRecognised"
    assert call_as(parties.union, incidents.list_incidents, queries.Keyset()) == []


def test_case_spaces_hyphens_and_look_alike_letters_of_a_card_are_ignored(parties: factories.Parties) -> None:
    card = issue_card(parties, factories.create_incident(parties.school))
    retyped = {
        "case_number": f" {card['case_number'].lower()} ",
        "secret": card["secret"].lower().replace("-", " ").replace("0", "o").replace("1", "l"),
    }
    assert open_case(parties, retyped)["stage"] == "intake"


def test_a_second_card_needs_a_reissue_which_replaces_the_secret(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    old = issue_card(parties, incident)
    error = catch_error_as(parties.school, member_cases.issue_card, incident["id"])
    assert isinstance(error, Conflict)
    assert error.code == "card_exists"
    new = call_as(parties.school, member_cases.issue_card, incident["id"], reissue=True)
    assert new["case_number"] == old["case_number"]
    assert new["secret"] != old["secret"]
    assert try_to_open_case(parties, old) == "CardNotRecognised"
    assert try_to_open_case(parties, new) == "allowed"


def test_a_case_stays_open_after_its_card_is_reissued(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school)
    case = open_case(parties, issue_card(parties, incident))
    new = call_as(parties.school, member_cases.issue_card, incident["id"], reissue=True)
    assert call_as(parties.union, member_cases.get_member_case, case["id"]) == case
    assert try_to_open_case(parties, new) == "CaseExists"


def test_other_organisations_cannot_detect_that_a_card_was_issued(
    shared_database: Database, parties: factories.Parties
) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    others = [organisation for name, organisation in parties.by_name().items() if name != "school"]
    before = [(dump_views(other), dump_rows(shared_database, other)) for other in others]
    version = call_as(parties.school, incidents.get_incident, incident["id"])["version"]
    issue_card(parties, incident)
    assert [(dump_views(other), dump_rows(shared_database, other)) for other in others] == before
    assert call_as(parties.school, incidents.get_incident, incident["id"])["version"] == version


def test_incidents_that_affect_no_person_have_no_card(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.school, affected_kind="school_brand", affected_person=False)
    assert try_as(parties.school, member_cases.issue_card, incident["id"]) == "Conflict"


def test_two_unions_with_the_same_card_cannot_detect_each_other(
    shared_database: Database, parties: factories.Parties
) -> None:
    incident = factories.create_incident(parties.school, new_clip_url())
    card = issue_card(parties, incident)
    open_case(parties, card)
    before = dump_views(parties.union), dump_rows(shared_database, parties.union)
    open_case(replace(parties, union=parties.other_union), card)
    assert (dump_views(parties.union), dump_rows(shared_database, parties.union)) == before
    assert str(parties.union).encode() not in dump_rows(shared_database, parties.other_union)
