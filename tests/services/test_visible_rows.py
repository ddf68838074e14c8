"""Rows that an organisation may read, and those that it may lock in order to change them."""

from __future__ import annotations

import pytest

from services.access import visibility
from services.access.locator_copies import Locator
from services.core import clock
from services.escalations.verifications import VERIFICATION_AUTHORIZATION
from services.resources.incident import INCIDENT
from tests import factories
from tests.factories import list_subject_ids
from tests.support.service_calls import try_as

pytestmark = pytest.mark.usefixtures("shared_database")


def test_only_the_organisations_that_may_change_a_row_can_lock_it(parties: factories.Parties) -> None:
    """Given an incident of a school with an overseer, which reads it; then the overseer is told that it may not."""
    factories.create_oversights(parties.school, parties.trust)
    incident = factories.create_incident(parties.school)
    results = {
        name: try_as(getattr(parties, name), visibility.find_visible, INCIDENT, incident["id"], lock=True)
        for name in ("school", "helpline", "trust", "other_school", "platform")
    }
    assert results == {
        "school": "allowed",
        "helpline": "allowed",
        "trust": "Forbidden",
        "other_school": "NotFound",
        "platform": "NotFound",
    }
    unknown_id = clock.new_id()
    assert try_as(parties.helpline, visibility.find_visible, INCIDENT, unknown_id, lock=True) == "NotFound"


def test_subjects_of_hidden_escalations_are_not_found(parties: factories.Parties) -> None:
    """Given an escalation to each of two platforms; then neither learns that the subject of the other exists."""
    urls = ("https://www.tiktok.com/@page/video/7100000000000000123", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")
    platforms = (parties.platform, parties.other_platform)
    subject_ids = []
    for platform, url in zip(platforms, urls, strict=True):
        incident = factories.create_accepted_incident(parties.helpline, parties.school, url)
        subject_ids += list_subject_ids(incident)
        factories.create_sent_escalation(parties.helpline, platform, list_subject_ids(incident))
    results = [
        [try_as(organisation, VERIFICATION_AUTHORIZATION.require_now, subject_id) for subject_id in subject_ids]
        for organisation in (parties.helpline, *platforms)
    ]
    assert results == [["allowed", "allowed"], ["Forbidden", "NotFound"], ["NotFound", "Forbidden"]]


def test_an_address_does_not_show_in_tracebacks() -> None:
    address = Locator(own_url="https://www.tiktok.com/@page/own", shared_url="https://www.tiktok.com/@page/shared")
    assert "tiktok" not in repr(address)
