"""After an agreement has expired, no new data passes about resources that were shared under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

import pytest

from services import escalations, incidents
from services.core import clock
from services.core.errors import Invalid
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.jobs import run_pending_jobs
from tests.support.limited_agreements import (
    VALIDITY,
    create_parties_with_expiring_agreement,
    freeze_time_after_expiry,
)
from tests.support.service_calls import call_as, catch_error_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")


def test_an_escalation_whose_platform_has_no_agreement_any_more_cannot_be_sent() -> None:
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.school)
    factories.create_agreement(parties.helpline, parties.platform, valid_to=clock.now() + VALIDITY)
    subject_ids = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    queued = factories.create_escalation(parties.helpline, parties.platform, subject_ids)
    send = {"expected_version": queued["version"], "action": "send"}
    assert try_as(parties.helpline, escalations.transition_escalation, queued["id"], **send) == "allowed"
    with freeze_time_after_expiry():
        assert try_as(parties.helpline, escalations.transition_escalation, queued["id"], **send) == "NoAgreement"
        assert try_as(parties.platform, escalations.get_escalation, queued["id"]) == "NotFound"


def test_what_the_ended_agreement_of_a_reporter_covered_cannot_be_escalated() -> None:
    # given an incident of a school whose agreement ends, and a platform whose agreement does not
    parties = factories.create_parties_without_agreement()
    factories.create_agreement(parties.helpline, parties.platform)
    factories.create_agreement(parties.helpline, parties.school, valid_to=clock.now() + VALIDITY)
    subject_ids = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    escalation = factories.escalation_input(parties.platform, subject_ids)
    assert try_as(parties.helpline, escalations.open_escalation, **escalation) == "allowed"
    queued = call_as(parties.helpline, escalations.open_escalation, **escalation)
    with freeze_time_after_expiry():
        # when the helpline escalates it after the end, then it is refused
        error = catch_error_as(parties.helpline, escalations.open_escalation, **escalation)
        assert isinstance(error, Invalid)
        assert [fault.code for fault in error.field_errors] == ["not_accepted"]
        # and what was queued before is cancelled when it is sent
        sent = factories.transition_escalation(parties.helpline, queued, "send")
        assert sent["state"] == "cancelled"
        assert try_as(parties.platform, escalations.get_escalation, queued["id"]) == "NotFound"


Call = tuple[UUID, Callable[..., object], tuple[UUID], Mapping[str, object]]


def build_disclosing_calls(parties: factories.Parties) -> dict[str, Call]:
    """Return (organisation, verb, args, kwargs) of calls that disclose new data about an incident reported earlier."""
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    factories.create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    unaccepted = factories.create_incident(parties.school)
    run_pending_jobs()
    version = call_as(parties.school, incidents.get_incident, incident["id"])["version"]
    link = factories.link_input(new_clip_url())
    amendment = {"expected_version": version, "view_band": "gt1m"}
    return {
        "add a link": (parties.school, incidents.add_subject, (unaccepted["id"],), link),
        "amend the incident": (parties.school, incidents.amend_incident, (incident["id"],), amendment),
        "read the locator as the helpline": (
            parties.helpline,
            incidents.get_locator,
            (subject_id,),
            {"purpose": "verify"},
        ),
        "read the locator as the platform": (
            parties.platform,
            incidents.get_locator,
            (subject_id,),
            {"purpose": "act"},
        ),
    }


def test_after_an_agreement_has_expired_no_new_data_about_earlier_reports_passes() -> None:
    calls = build_disclosing_calls(create_parties_with_expiring_agreement())
    assert {try_as(caller, verb, *args, **kwargs) for caller, verb, args, kwargs in calls.values()} == {"allowed"}
    with freeze_time_after_expiry():
        results = {name: try_as(caller, verb, *args, **kwargs) for name, (caller, verb, args, kwargs) in calls.items()}
    # The helpline has a copy of its own, made under the agreement when it sent the escalation.
    assert results.pop("read the locator as the helpline") == "allowed"
    assert set(results.values()) == {"NoAgreement"}


def test_a_helpline_without_its_own_copy_cannot_read_a_locator_after_the_agreement_expires() -> None:
    parties = create_parties_with_expiring_agreement()
    (subject_id,) = list_subject_ids(factories.create_incident(parties.school))
    assert try_as(parties.helpline, incidents.get_locator, subject_id, purpose="triage") == "allowed"
    with freeze_time_after_expiry():
        assert try_as(parties.helpline, incidents.get_locator, subject_id, purpose="triage") == "NoAgreement"
        assert try_as(parties.school, incidents.get_locator, subject_id, purpose="own_report") == "allowed"


def test_reporters_can_withdraw_without_an_agreement() -> None:
    parties = create_parties_with_expiring_agreement()
    incident = factories.create_incident(parties.school)
    with freeze_time_after_expiry():
        withdrawal = {"expected_version": incident["version"], "action": "withdraw"}
        assert try_as(parties.school, incidents.transition_incident, incident["id"], **withdrawal) == "allowed"
