"""An agreement covers its own nation only."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from services import escalations, incidents, member_cases
from services.core import clock
from services.policy.actor import Kind
from tests import factories
from tests.factories import create_agreement, create_organisation, list_subject_ids, report_input
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")
BOTH = ("WLS", "SCT")


def create_reporter(kind: Kind, helpline: UUID, **details: object) -> UUID:
    """Register a reporter that works in Wales and Scotland and has an agreement with the helpline for Wales only."""
    reporter = create_organisation(kind, nations=BOTH, known_to=[helpline])
    create_agreement(helpline, reporter, nations=["WLS"])
    return reporter


@pytest.mark.parametrize("kind", [Kind.SCHOOL, Kind.UNION, Kind.EMPLOYER_OTHER])
def test_reports_are_refused_outside_the_nations_of_the_agreements(kind: Kind) -> None:
    helpline = create_organisation(Kind.HELPLINE, nations=BOTH)
    reporter = create_reporter(kind, helpline)
    results = {nation: try_as(reporter, incidents.report_incident, **report_input(nation=nation)) for nation in BOTH}
    assert results == {"WLS": "allowed", "SCT": "NationNotCovered"}
    create_agreement(helpline, reporter, nations=["SCT"])
    assert try_as(reporter, incidents.report_incident, **report_input(nation="SCT")) == "allowed"


def test_a_report_goes_to_the_helpline_with_an_agreement_in_its_nation() -> None:
    welsh, scottish = (create_organisation(Kind.HELPLINE, nations=[nation]) for nation in BOTH)
    union = create_reporter(Kind.UNION, welsh)
    create_agreement(scottish, union, nations=["SCT"])
    for nation, helpline, other in (("WLS", welsh, scottish), ("SCT", scottish, welsh)):
        incident = factories.create_incident(union, nation=nation)
        assert try_as(helpline, incidents.get_incident, incident["id"]) == "allowed"
        assert try_as(other, incidents.get_incident, incident["id"]) == "NotFound"


def test_an_overseer_gets_reports_of_the_nations_that_its_agreement_covers() -> None:
    helpline = create_organisation(Kind.HELPLINE, nations=BOTH)
    school = create_organisation(Kind.SCHOOL, nations=BOTH, known_to=[helpline])
    trust = create_organisation(Kind.TRUST, nations=BOTH, known_to=[school])
    create_agreement(helpline, school)
    create_agreement(helpline, school, trust, nations=["WLS"])
    factories.create_oversights(school, trust)
    for nation, result in (("WLS", "allowed"), ("SCT", "NotFound")):
        incident = factories.create_incident(school, nation=nation)
        assert try_as(trust, incidents.get_incident, incident["id"]) == result


def test_a_card_is_not_recognised_outside_the_nations_of_the_unions_agreement() -> None:
    helpline = create_organisation(Kind.HELPLINE, nations=BOTH)
    school = create_organisation(Kind.SCHOOL, nations=BOTH, known_to=[helpline])
    create_agreement(helpline, school)
    union = create_reporter(Kind.UNION, helpline)
    for nation, result in (("WLS", "allowed"), ("SCT", "CardNotRecognised")):
        incident = factories.create_incident(school, nation=nation)
        card = call_as(school, member_cases.issue_card, incident["id"])
        arguments = {**card, "consent_evidence_ref": "letter"}
        assert try_as(union, member_cases.open_member_case, **arguments) == result


def test_incidents_are_escalated_only_to_platforms_with_an_agreement_in_their_nation() -> None:
    helpline = create_organisation(Kind.HELPLINE, nations=BOTH)
    school = create_organisation(Kind.SCHOOL, nations=BOTH, known_to=[helpline])
    platform = create_organisation(Kind.PLATFORM, nations=BOTH, platform="tiktok")
    create_agreement(helpline, school)
    create_agreement(helpline, platform, nations=["WLS"])
    for nation, result in (("WLS", "allowed"), ("SCT", "NoAgreement")):
        incident = factories.create_accepted_incident(helpline, school, nation=nation)
        escalation = factories.escalation_input(platform, list_subject_ids(incident))
        assert try_as(helpline, escalations.open_escalation, **escalation) == result


def test_addresses_are_read_only_under_an_agreement_of_the_nation_of_their_incident() -> None:
    """Given agreements for both nations; when that of Wales has ended; then only Scottish addresses can be read."""
    helpline = create_organisation(Kind.HELPLINE, nations=BOTH)
    school = create_organisation(Kind.SCHOOL, nations=BOTH, known_to=[helpline])
    create_agreement(helpline, school, nations=["WLS"], valid_to=clock.now() + timedelta(days=1))
    create_agreement(helpline, school, nations=["SCT"])
    subject_ids = {nation: list_subject_ids(factories.create_incident(school, nation=nation))[0] for nation in BOTH}

    def read_results() -> dict[str, str]:
        return {
            nation: try_as(helpline, incidents.get_locator, subject_id, purpose="triage")
            for nation, subject_id in subject_ids.items()
        }

    assert read_results() == {"WLS": "allowed", "SCT": "allowed"}
    with clock.freeze_time(clock.now() + timedelta(days=2)):
        assert read_results() == {"WLS": "NoAgreement", "SCT": "allowed"}
