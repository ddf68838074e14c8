"""Nothing passes between two organisations without a signed, unexpired agreement that covers it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services import escalations, incidents, member_cases
from services.core import clock
from services.vocabularies.organisations import DataClass
from tests import factories
from tests.factories import clip, decision, removed, subjects_of
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, try_as
from tests.support.signing import CORE, LOCATOR, OUTCOME, SCHOOL, ending_soon, later, signed, split
from tests.support.snapshots import views_of

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.mark.parametrize("missing", [CORE, LOCATOR, SCHOOL])
def test_no_report_without_the_classes_that_it_holds(missing: DataClass) -> None:
    cast = signed(missing)
    for reporter in (cast.school, cast.union):
        assert try_as(reporter, incidents.report, **factories.told()) == "NoAgreement"
    assert try_as(signed(OUTCOME).school, incidents.report, **factories.told()) == "allowed"


def test_no_report_without_any_agreement_or_after_or_before_it() -> None:
    unsigned = factories.strangers_to_agreements()
    assert try_as(unsigned.school, incidents.report, **factories.told()) == "NoAgreement"
    ended, begins = ending_soon(), factories.strangers_to_agreements()
    factories.agreement(begins.helpline, begins.school, valid_from=clock.now() + timedelta(days=1))
    assert try_as(ended.school, incidents.report, **factories.told()) == "allowed"
    assert try_as(begins.school, incidents.report, **factories.told()) == "NoAgreement"
    with later():
        assert try_as(ended.school, incidents.report, **factories.told()) == "NoAgreement"
        assert try_as(begins.school, incidents.report, **factories.told()) == "allowed"


def test_an_agreement_of_others_opens_nothing() -> None:
    unsigned, others = factories.strangers_to_agreements(), factories.cast()
    factories.agreement(others.helpline, others.school, others.platform)
    assert try_as(unsigned.school, incidents.report, **factories.told()) == "NoAgreement"


@pytest.mark.parametrize("missing", [CORE, LOCATOR])
def test_no_escalation_to_a_platform_without_the_classes_that_it_holds(missing: DataClass) -> None:
    cast = split([one for one in DataClass if one is not missing])
    told = factories.escalation(cast.platform, subjects_of(factories.accepted(cast.helpline, cast.school)))
    assert try_as(cast.helpline, escalations.open_escalation, **told) == "NoAgreement"


def test_no_decision_passes_without_the_class_of_outcomes() -> None:
    cast = split([CORE, LOCATOR])
    subjects = subjects_of(factories.accepted(cast.helpline, cast.school))
    escalation = factories.sent(cast.helpline, cast.platform, subjects)
    told = decision(removed(subjects[0]))
    assert try_as(cast.platform, escalations.record_decision, escalation["id"], **told) == "NoAgreement"


@pytest.mark.parametrize("without", ["the class", "a term that lasts"])
def test_no_outcome_passes_to_a_reporter_whose_agreement_does_not_cover_it(without: str) -> None:
    # given two reporters of one link, one of them without an agreement on outcomes
    cast = factories.strangers_to_agreements()
    factories.agreement(cast.helpline, cast.platform, cast.other_school)
    if without == "the class":
        factories.agreement(cast.helpline, cast.school, lets=[CORE, LOCATOR, SCHOOL])
    else:
        factories.agreement(cast.helpline, cast.school, valid_to=clock.now() + timedelta(days=30))
    url = clip()
    one = factories.accepted(cast.helpline, cast.school, url)
    other = factories.accepted(cast.helpline, cast.other_school, url)
    run_pending_jobs()
    before = views_of(cast.school)
    with later():
        # when the platform decides
        escalation = factories.sent(cast.helpline, cast.platform, subjects_of(one, other))
        factories.decided(cast.platform, escalation, removed(subjects_of(one)[0]))
        run_pending_jobs()
        # then one of them is told
        assert views_of(cast.school) == before
        (link,) = call_as(cast.other_school, incidents.list_subjects, other["id"])
        assert link["outcome_code"] == "content_removed"


@pytest.mark.parametrize("missing", [CORE, OUTCOME])
def test_no_card_is_redeemed_without_the_unions_own_agreement(missing: DataClass) -> None:
    cast = factories.strangers_to_agreements()
    factories.agreement(cast.helpline, cast.school)
    card = call_as(cast.school, member_cases.issue_card, factories.reported(cast.school)["id"])
    redeem = {**card, "consent_evidence_ref": "letter"}
    assert try_as(cast.union, member_cases.open_member_case, **redeem) == "NoAgreement"
    factories.agreement(cast.helpline, cast.union, lets=[one for one in DataClass if one is not missing])
    assert try_as(cast.union, member_cases.open_member_case, **redeem) == "NoAgreement"
    factories.agreement(cast.helpline, cast.union, lets=[CORE, OUTCOME])
    assert try_as(cast.union, member_cases.open_member_case, **redeem) == "allowed"


def test_a_card_needs_no_agreement_between_union_and_school() -> None:
    cast = factories.strangers_to_agreements()
    factories.agreement(cast.helpline, cast.school)
    factories.agreement(cast.helpline, cast.union)
    card = call_as(cast.school, member_cases.issue_card, factories.reported(cast.school)["id"])
    assert try_as(cast.union, member_cases.open_member_case, **card, consent_evidence_ref="letter") == "allowed"
