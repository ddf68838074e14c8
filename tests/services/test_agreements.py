"""No data passes between two organisations without a signed, unexpired agreement that covers it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services import escalations, incidents, member_cases
from services.core import clock
from services.vocabularies.organisations import DataClass
from tests import factories
from tests.factories import decision_input, list_subject_ids, new_clip_url, removal_input
from tests.support.jobs import run_pending_jobs
from tests.support.limited_agreements import (
    CORE,
    LOCATOR,
    OUTCOME,
    SCHOOL,
    create_parties_with_expiring_agreement,
    create_parties_with_limited_platform,
    create_parties_without,
    freeze_time_after_expiry,
)
from tests.support.service_calls import call_as, try_as
from tests.support.snapshots import dump_views

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.mark.parametrize("missing", [CORE, LOCATOR, SCHOOL])
def test_reports_require_an_agreement_for_every_class_of_data_in_them(missing: DataClass) -> None:
    parties = create_parties_without(missing)
    for reporter in (parties.school, parties.union):
        assert try_as(reporter, incidents.report_incident, **factories.report_input()) == "NoAgreement"
    assert (
        try_as(create_parties_without(OUTCOME).school, incidents.report_incident, **factories.report_input())
        == "allowed"
    )


def test_reports_require_an_agreement_that_has_begun_and_has_not_expired() -> None:
    unsigned = factories.create_parties_without_agreement()
    assert try_as(unsigned.school, incidents.report_incident, **factories.report_input()) == "NoAgreement"
    expiring, future = create_parties_with_expiring_agreement(), factories.create_parties_without_agreement()
    factories.create_agreement(future.helpline, future.school, valid_from=clock.now() + timedelta(days=1))
    assert try_as(expiring.school, incidents.report_incident, **factories.report_input()) == "allowed"
    assert try_as(future.school, incidents.report_incident, **factories.report_input()) == "NoAgreement"
    with freeze_time_after_expiry():
        assert try_as(expiring.school, incidents.report_incident, **factories.report_input()) == "NoAgreement"
        assert try_as(future.school, incidents.report_incident, **factories.report_input()) == "allowed"


def test_an_agreement_is_in_force_from_its_first_moment_and_no_longer_at_the_moment_of_its_end() -> None:
    parties = factories.create_parties_without_agreement()
    begin, tick = clock.now() + timedelta(days=1), timedelta(microseconds=1)
    end = begin + timedelta(days=1)
    factories.create_agreement(parties.helpline, parties.school, valid_from=begin, valid_to=end)
    results = []
    for moment in (begin - tick, begin, end - tick, end):
        with clock.freeze_time(moment):
            results.append(try_as(parties.school, incidents.report_incident, **factories.report_input()))
    assert results == ["NoAgreement", "allowed", "allowed", "NoAgreement"]


def test_an_agreement_between_others_permits_nothing() -> None:
    unsigned, others = factories.create_parties_without_agreement(), factories.create_parties()
    factories.create_agreement(others.helpline, others.school, others.platform)
    assert try_as(unsigned.school, incidents.report_incident, **factories.report_input()) == "NoAgreement"


@pytest.mark.parametrize("missing", [CORE, LOCATOR])
def test_escalations_require_an_agreement_for_every_class_of_data_in_them(missing: DataClass) -> None:
    parties = create_parties_with_limited_platform(
        [data_class for data_class in DataClass if data_class is not missing]
    )
    escalation = factories.escalation_input(
        parties.platform, list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    )
    assert try_as(parties.helpline, escalations.open_escalation, **escalation) == "NoAgreement"


def test_decisions_require_an_agreement_that_covers_outcomes() -> None:
    parties = create_parties_with_limited_platform([CORE, LOCATOR])
    subject_ids = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, subject_ids)
    decision = decision_input(removal_input(subject_ids[0]))
    assert try_as(parties.platform, escalations.record_decision, escalation["id"], **decision) == "NoAgreement"


@pytest.mark.parametrize("defect", ["does not cover outcomes", "expires before the decision"])
def test_outcomes_do_not_pass_to_a_reporter_without_an_agreement_that_covers_them(defect: str) -> None:
    # given two reporters of one link, one of them without an agreement that covers outcomes at the time of the decision
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.platform, parties.other_school)
    if defect == "does not cover outcomes":
        factories.create_agreement(parties.helpline, parties.school, data_classes=[CORE, LOCATOR, SCHOOL])
    else:
        factories.create_agreement(parties.helpline, parties.school, valid_to=clock.now() + timedelta(days=30))
    url = new_clip_url()
    uncovered = factories.create_accepted_incident(parties.helpline, parties.school, url)
    covered = factories.create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    before = dump_views(parties.school)
    with freeze_time_after_expiry():
        # when the platform decides
        escalation = factories.create_sent_escalation(
            parties.helpline, parties.platform, list_subject_ids(uncovered, covered)
        )
        factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(uncovered)[0]))
        run_pending_jobs()
        # then only the other one sees the outcome
        assert dump_views(parties.school) == before
        (link,) = call_as(parties.other_school, incidents.list_subjects, covered["id"])
        assert link["outcome_code"] == "content_removed"


@pytest.mark.parametrize("missing", [CORE, OUTCOME])
def test_redeeming_a_card_requires_an_agreement_between_union_and_helpline(missing: DataClass) -> None:
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school)
    card = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    arguments = {**card, "consent_evidence_ref": "letter"}
    assert try_as(parties.union, member_cases.open_member_case, **arguments) == "NoAgreement"
    factories.create_agreement(
        parties.helpline,
        parties.union,
        data_classes=[data_class for data_class in DataClass if data_class is not missing],
    )
    assert try_as(parties.union, member_cases.open_member_case, **arguments) == "NoAgreement"
    factories.create_agreement(parties.helpline, parties.union, data_classes=[CORE, OUTCOME])
    assert try_as(parties.union, member_cases.open_member_case, **arguments) == "allowed"


def test_redeeming_a_card_requires_no_agreement_between_union_and_school() -> None:
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school)
    factories.create_agreement(parties.helpline, parties.union)
    card = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    assert try_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter") == "allowed"
