"""When an agreement has ended, nothing new passes of what was shared under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from services import escalations, incidents
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.jobs import run_pending_jobs
from tests.support.limited_agreements import create_parties_with_expiring_agreement, freeze_time_after_expiry
from tests.support.service_calls import call_as, try_as

pytestmark = pytest.mark.usefixtures("shared_database")


def test_what_was_queued_before_an_agreement_ended_is_not_sent_after_it() -> None:
    parties = create_parties_with_expiring_agreement()
    subjects = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school))
    queued = factories.create_escalation(parties.helpline, parties.platform, subjects)
    send = {"expected": queued["version"], "action": "send"}
    assert try_as(parties.helpline, escalations.move, queued["id"], **send) == "allowed"
    with freeze_time_after_expiry():
        assert try_as(parties.helpline, escalations.move, queued["id"], **send) == "NoAgreement"
        assert try_as(parties.platform, escalations.read_escalation, queued["id"]) == "NotFound"


Try = tuple[UUID, Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def tellings(parties: factories.Parties) -> dict[str, Try]:
    """What would still tell something new about an incident that was reported while the agreement held."""
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject,) = list_subject_ids(incident)
    factories.create_sent_escalation(parties.helpline, parties.platform, [subject])
    fresh = factories.create_incident(parties.school)
    run_pending_jobs()
    version = call_as(parties.school, incidents.read_incident, incident["id"])["version"]
    link = {"url": new_clip_url(), "role": "related"}
    amending = {"expected": version, "view_band": "gt1m"}
    return {
        "another link": (parties.school, incidents.add_subject, (fresh["id"],), link),
        "an amendment": (parties.school, incidents.amend, (incident["id"],), amending),
        "its address to the helpline": (parties.helpline, incidents.read_locator, (subject,), {"purpose": "verify"}),
        "its address to the platform": (parties.platform, incidents.read_locator, (subject,), {"purpose": "act"}),
    }


def test_after_an_agreement_has_ended_nothing_new_is_told_of_what_was_reported_before() -> None:
    tries = tellings(create_parties_with_expiring_agreement())
    assert {try_as(who, verb, *what, **how) for who, verb, what, how in tries.values()} == {"allowed"}
    with freeze_time_after_expiry():
        given = {name: try_as(who, verb, *what, **how) for name, (who, verb, what, how) in tries.items()}
    # The helpline made the copy that it sent its own while it was allowed to.
    assert given.pop("its address to the helpline") == "allowed"
    assert set(given.values()) == {"NoAgreement"}


def test_a_helpline_that_made_no_copy_loses_the_address_with_the_agreement() -> None:
    parties = create_parties_with_expiring_agreement()
    (subject,) = list_subject_ids(factories.create_incident(parties.school))
    assert try_as(parties.helpline, incidents.read_locator, subject, purpose="triage") == "allowed"
    with freeze_time_after_expiry():
        assert try_as(parties.helpline, incidents.read_locator, subject, purpose="triage") == "NoAgreement"
        assert try_as(parties.school, incidents.read_locator, subject, purpose="own_report") == "allowed"


def test_a_reporter_may_withdraw_without_an_agreement() -> None:
    parties = create_parties_with_expiring_agreement()
    incident = factories.create_incident(parties.school)
    with freeze_time_after_expiry():
        withdrawing = {"expected": incident["version"], "action": "withdraw"}
        assert try_as(parties.school, incidents.move, incident["id"], **withdrawing) == "allowed"
