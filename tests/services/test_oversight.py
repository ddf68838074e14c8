"""Oversights: trusts and local authorities read the incidents of schools that let them, under an agreement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from services import incidents, member_cases, organisations, queries
from services.core import db
from services.core.errors import Conflict, Invalid
from services.events import feed
from services.policy.actor import Kind
from tests import factories
from tests.factories import list_subject_ids, removal_input
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.limited_agreements import (
    OUTCOME,
    create_parties_with_expiring_agreement,
    create_parties_without,
    freeze_time_after_expiry,
)
from tests.support.service_calls import call_as, catch_error_as, load_actor, try_as
from tests.support.snapshots import dump_rows, dump_views


def test_an_overseer_sees_incidents_of_its_school_and_their_outcomes(parties: factories.Parties) -> None:
    # given a trust that oversees a school, and a local authority that oversees another one
    factories.create_oversights(parties.school, parties.trust)
    factories.create_oversights(parties.other_school, parties.local_authority)
    # when an incident of the school is reported and decided
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    # then the trust sees the outcome in its list and its feed, and the local authority sees nothing
    (seen,) = call_as(parties.trust, incidents.list_incidents, queries.Keyset())
    assert (seen["id"], seen["subjects"][0]["outcome_code"]) == (incident["id"], "content_removed")
    event_kinds = [entry["kind"] for entry in call_as(parties.trust, feed.read_changes, None, 100).entries]
    assert event_kinds[:2] == ["oversight.given", "incident.submitted"]
    assert "incident.outcome_recorded" in event_kinds
    assert call_as(parties.local_authority, incidents.list_incidents, queries.Keyset()) == []
    assert try_as(parties.local_authority, incidents.get_incident, incident["id"]) == "NotFound"


def test_incidents_reported_before_the_oversight_are_not_shared(parties: factories.Parties) -> None:
    earlier = factories.create_incident(parties.school)
    factories.create_oversights(parties.school, parties.trust)
    assert try_as(parties.trust, incidents.get_incident, earlier["id"]) == "NotFound"


def test_an_ended_oversight_shares_nothing_new_and_keeps_what_was_shared(parties: factories.Parties) -> None:
    (oversight,) = factories.create_oversights(parties.school, parties.trust)
    shared = factories.create_incident(parties.school)
    call_as(parties.school, organisations.amend_oversight, oversight, expected_version=1, in_force=False)
    unshared = factories.create_incident(parties.school)
    assert try_as(parties.trust, incidents.get_incident, shared["id"]) == "allowed"
    assert try_as(parties.trust, incidents.get_incident, unshared["id"]) == "NotFound"
    call_as(parties.school, organisations.amend_oversight, oversight, expected_version=2, in_force=True)
    shared_again = factories.create_incident(parties.school)
    assert try_as(parties.trust, incidents.get_incident, shared_again["id"]) == "allowed"


@pytest.mark.usefixtures("shared_database")
def test_an_oversight_requires_an_agreement_that_covers_its_data() -> None:
    for parties in (factories.create_parties_without_agreement(), create_parties_without(OUTCOME)):
        result = try_as(parties.school, organisations.create_oversight, overseer_id=parties.trust)
        assert result == "NoAgreement"


@pytest.mark.usefixtures("shared_database")
def test_after_the_overseers_agreement_has_expired_reports_are_accepted_and_not_shared_with_it() -> None:
    # given an agreement with the helpline that does not expire, and one with the trust that does
    parties = create_parties_with_expiring_agreement()
    factories.create_oversights(parties.school, parties.trust)
    factories.create_agreement(parties.helpline, parties.school)
    with freeze_time_after_expiry():
        unshared = factories.create_incident(parties.school)
        assert try_as(parties.trust, incidents.get_incident, unshared["id"]) == "NotFound"
        assert try_as(parties.helpline, incidents.get_incident, unshared["id"]) == "allowed"


def test_only_a_visible_trust_or_local_authority_can_be_an_overseer(parties: factories.Parties) -> None:
    invisible_trust = factories.create_organisation(Kind.TRUST)
    for overseer in (
        invisible_trust,
        parties.helpline,
        parties.platform,
        parties.other_school,
        parties.union,
        parties.school,
        parties.police,
    ):
        error = catch_error_as(parties.school, organisations.create_oversight, overseer_id=overseer)
        assert isinstance(error, Invalid)
        assert [(fault.pointer, fault.code) for fault in error.field_errors] == [("/overseer_id", "unknown_overseer")]


def test_a_second_oversight_by_the_same_overseer_is_a_conflict(parties: factories.Parties) -> None:
    factories.create_oversights(parties.school, parties.trust, parties.local_authority)
    error = catch_error_as(parties.school, organisations.create_oversight, overseer_id=parties.trust)
    assert isinstance(error, Conflict)
    assert error.code == "oversight_exists"


def test_two_concurrent_requests_create_one_oversight(parties: factories.Parties) -> None:
    arguments = {"overseer_id": parties.trust}
    # given a transaction that has created the oversight and not committed yet, and a second one that waits for it
    with ThreadPoolExecutor(1) as pool, db.transaction(parties.school) as session:
        organisations.create_oversight(session, load_actor(parties.school), **arguments)
        second = pool.submit(try_as, parties.school, organisations.create_oversight, **arguments)
        wait([second], timeout=0.5)
        assert not second.done()
    # when the first commits, then the second is a conflict
    assert second.result() == "OversightExists"
    assert len(call_as(parties.school, organisations.list_oversights, queries.Keyset())) == 1


def test_overseers_of_one_school_cannot_detect_each_other(
    shared_database: Database, parties: factories.Parties
) -> None:
    factories.create_oversights(parties.school, parties.trust)
    factories.create_incident(parties.school)
    before = dump_views(parties.trust), dump_rows(shared_database, parties.trust)
    factories.create_oversights(parties.school, parties.local_authority)
    assert (dump_views(parties.trust), dump_rows(shared_database, parties.trust)) == before


def test_overseers_cannot_detect_cards_and_unions(shared_database: Database, parties: factories.Parties) -> None:
    # given an incident that a trust and a local authority can see
    overseers = (parties.trust, parties.local_authority)
    factories.create_oversights(parties.school, *overseers)
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    before = [(dump_views(overseer), dump_rows(shared_database, overseer)) for overseer in overseers]
    # when its card is issued and redeemed, and a union's own report about the same school is triaged
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    union_report = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    call_as(
        parties.helpline,
        incidents.amend_incident,
        union_report["id"],
        expected_version=union_report["version"],
        school_id=parties.school,
    )
    factories.transition_incident(parties.helpline, union_report, "accept")
    run_pending_jobs()
    # then nothing has changed for either overseer
    assert [(dump_views(overseer), dump_rows(shared_database, overseer)) for overseer in overseers] == before


def test_overseers_cannot_change_incidents_or_read_locators(parties: factories.Parties) -> None:
    factories.create_oversights(parties.school, parties.trust)
    incident = factories.create_incident(parties.school)
    assert call_as(parties.trust, incidents.list_incident_transitions, incident["id"])["allowed"] == []
    (subject_id,) = list_subject_ids(incident)
    assert try_as(parties.trust, incidents.get_locator, subject_id, purpose="own_report") == "NotFound"
    withdrawal = {"expected_version": 1, "action": "withdraw"}
    assert try_as(parties.trust, incidents.transition_incident, incident["id"], **withdrawal) == "Forbidden"
