"""Nothing passes between two organisations without a signed, unexpired agreement that covers it."""

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
def test_no_report_without_the_classes_that_it_holds(missing: DataClass) -> None:
    parties = create_parties_without(missing)
    for reporter in (parties.school, parties.union):
        assert try_as(reporter, incidents.report, **factories.report_input()) == "NoAgreement"
    assert try_as(create_parties_without(OUTCOME).school, incidents.report, **factories.report_input()) == "allowed"


def test_no_report_without_any_agreement_or_after_or_before_it() -> None:
    unsigned = factories.create_parties_without_agreement()
    assert try_as(unsigned.school, incidents.report, **factories.report_input()) == "NoAgreement"
    ended, begins = create_parties_with_expiring_agreement(), factories.create_parties_without_agreement()
    factories.create_agreement(begins.helpline, begins.school, valid_from=clock.now() + timedelta(days=1))
    assert try_as(ended.school, incidents.report, **factories.report_input()) == "allowed"
    assert try_as(begins.school, incidents.report, **factories.report_input()) == "NoAgreement"
    with freeze_time_after_expiry():
        assert try_as(ended.school, incidents.report, **factories.report_input()) == "NoAgreement"
        assert try_as(begins.school, incidents.report, **factories.report_input()) == "allowed"


def test_an_agreement_of_others_opens_nothing() -> None:
    unsigned, others = factories.create_parties_without_agreement(), factories.create_parties()
    factories.create_agreement(others.helpline, others.school, others.platform)
    assert try_as(unsigned.school, incidents.report, **factories.report_input()) == "NoAgreement"


@pytest.mark.parametrize("missing", [CORE, LOCATOR])
def test_no_escalation_to_a_platform_without_the_classes_that_it_holds(missing: DataClass) -> None:
    parties = create_parties_with_limited_platform([one for one in DataClass if one is not missing])
    told = factories.escalation_input(
        parties.platform, list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    )
    assert try_as(parties.helpline, escalations.open_escalation, **told) == "NoAgreement"


def test_no_decision_passes_without_the_class_of_outcomes() -> None:
    parties = create_parties_with_limited_platform([CORE, LOCATOR])
    subjects = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, subjects)
    told = decision_input(removal_input(subjects[0]))
    assert try_as(parties.platform, escalations.record_decision, escalation["id"], **told) == "NoAgreement"


@pytest.mark.parametrize("without", ["the class", "a term that lasts"])
def test_no_outcome_passes_to_a_reporter_whose_agreement_does_not_cover_it(without: str) -> None:
    # given two reporters of one link, one of them without an agreement on outcomes
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.platform, parties.other_school)
    if without == "the class":
        factories.create_agreement(parties.helpline, parties.school, data_classes=[CORE, LOCATOR, SCHOOL])
    else:
        factories.create_agreement(parties.helpline, parties.school, valid_to=clock.now() + timedelta(days=30))
    url = new_clip_url()
    one = factories.create_accepted_incident(parties.helpline, parties.school, url)
    other = factories.create_accepted_incident(parties.helpline, parties.other_school, url)
    run_pending_jobs()
    before = dump_views(parties.school)
    with freeze_time_after_expiry():
        # when the platform decides
        escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(one, other))
        factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(one)[0]))
        run_pending_jobs()
        # then one of them is told
        assert dump_views(parties.school) == before
        (link,) = call_as(parties.other_school, incidents.list_subjects, other["id"])
        assert link["outcome_code"] == "content_removed"


@pytest.mark.parametrize("missing", [CORE, OUTCOME])
def test_no_card_is_redeemed_without_the_unions_own_agreement(missing: DataClass) -> None:
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school)
    card = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    redeem = {**card, "consent_evidence_ref": "letter"}
    assert try_as(parties.union, member_cases.open_member_case, **redeem) == "NoAgreement"
    factories.create_agreement(
        parties.helpline, parties.union, data_classes=[one for one in DataClass if one is not missing]
    )
    assert try_as(parties.union, member_cases.open_member_case, **redeem) == "NoAgreement"
    factories.create_agreement(parties.helpline, parties.union, data_classes=[CORE, OUTCOME])
    assert try_as(parties.union, member_cases.open_member_case, **redeem) == "allowed"


def test_a_card_needs_no_agreement_between_union_and_school() -> None:
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school)
    factories.create_agreement(parties.helpline, parties.union)
    card = call_as(parties.school, member_cases.issue_card, factories.create_incident(parties.school)["id"])
    assert try_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter") == "allowed"
