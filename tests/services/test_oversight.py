"""A school's trust and local authority look on at what it reports: where it lets them, and an agreement covers it."""

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


def test_an_overseer_follows_what_its_school_reports_to_the_end(parties: factories.Parties) -> None:
    # given a trust that a school lets look on, and one of another school
    factories.create_oversights(parties.school, parties.trust)
    factories.create_oversights(parties.other_school, parties.local_authority)
    # when an incident of the school is reported and decided
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    # then the trust reads what became of it, in its list and in its feed, and the other nothing
    (seen,) = call_as(parties.trust, incidents.list_incidents, queries.Keyset())
    assert (seen["id"], seen["subjects"][0]["outcome_code"]) == (incident["id"], "content_removed")
    told = [one["kind"] for one in call_as(parties.trust, feed.read_changes, None, 100).entries]
    assert told[:2] == ["oversight.given", "incident.submitted"]
    assert "incident.outcome_recorded" in told
    assert call_as(parties.local_authority, incidents.list_incidents, queries.Keyset()) == []
    assert try_as(parties.local_authority, incidents.read_incident, incident["id"]) == "NotFound"


def test_what_was_reported_before_is_not_shared(parties: factories.Parties) -> None:
    before = factories.create_incident(parties.school)
    factories.create_oversights(parties.school, parties.trust)
    assert try_as(parties.trust, incidents.read_incident, before["id"]) == "NotFound"


def test_what_is_reported_after_it_ended_is_not_shared_and_what_was_shared_stays(parties: factories.Parties) -> None:
    (oversight,) = factories.create_oversights(parties.school, parties.trust)
    shared = factories.create_incident(parties.school)
    call_as(parties.school, organisations.amend_oversight, oversight, expected_version=1, in_force=False)
    unshared = factories.create_incident(parties.school)
    assert try_as(parties.trust, incidents.read_incident, shared["id"]) == "allowed"
    assert try_as(parties.trust, incidents.read_incident, unshared["id"]) == "NotFound"
    call_as(parties.school, organisations.amend_oversight, oversight, expected_version=2, in_force=True)
    again = factories.create_incident(parties.school)
    assert try_as(parties.trust, incidents.read_incident, again["id"]) == "allowed"


@pytest.mark.usefixtures("shared_database")
def test_without_an_agreement_it_is_not_given() -> None:
    parties = factories.create_parties_without_agreement()
    for partly in (parties, create_parties_without(OUTCOME)):
        given = {"overseer_id": partly.trust}
        assert try_as(partly.school, organisations.create_oversight, **given) == "NoAgreement"


@pytest.mark.usefixtures("shared_database")
def test_when_its_agreement_has_ended_the_overseer_gets_nothing_new_and_the_report_is_taken() -> None:
    # given a helpline whose agreement lasts, and a trust whose agreement does not
    parties = create_parties_with_expiring_agreement()
    factories.create_oversights(parties.school, parties.trust)
    factories.create_agreement(parties.helpline, parties.school)
    with freeze_time_after_expiry():
        unshared = factories.create_incident(parties.school)
        assert try_as(parties.trust, incidents.read_incident, unshared["id"]) == "NotFound"
        assert try_as(parties.helpline, incidents.read_incident, unshared["id"]) == "allowed"


def test_only_a_trust_or_authority_that_the_school_knows_may_look_on(parties: factories.Parties) -> None:
    unknown = factories.create_organisation(Kind.TRUST)
    for overseer in (
        unknown,
        parties.helpline,
        parties.platform,
        parties.other_school,
        parties.union,
        parties.school,
        parties.police,
    ):
        refusal = catch_error_as(parties.school, organisations.create_oversight, overseer_id=overseer)
        assert isinstance(refusal, Invalid)
        assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [("/overseer_id", "unknown_overseer")]


def test_it_is_given_once_to_each(parties: factories.Parties) -> None:
    factories.create_oversights(parties.school, parties.trust, parties.local_authority)
    refusal = catch_error_as(parties.school, organisations.create_oversight, overseer_id=parties.trust)
    assert isinstance(refusal, Conflict)
    assert refusal.code == "oversight_exists"


def test_of_two_who_give_it_at_the_same_moment_one_gives_it(parties: factories.Parties) -> None:
    given = {"overseer_id": parties.trust}
    # given a transaction in which it is given, not committed yet, and a twin that has found none
    with ThreadPoolExecutor(1) as other, db.transaction(parties.school) as session:
        organisations.create_oversight(session, load_actor(parties.school), **given)
        twin = other.submit(try_as, parties.school, organisations.create_oversight, **given)
        wait([twin], timeout=0.5)
        assert not twin.done()
    # when the first commits, then the twin is told so
    assert twin.result() == "OversightExists"
    assert len(call_as(parties.school, organisations.list_oversights, queries.Keyset())) == 1


def test_two_overseers_do_not_hear_of_each_other(shared_database: Database, parties: factories.Parties) -> None:
    factories.create_oversights(parties.school, parties.trust)
    factories.create_incident(parties.school)
    before = dump_views(parties.trust), dump_rows(shared_database, parties.trust)
    factories.create_oversights(parties.school, parties.local_authority)
    assert (dump_views(parties.trust), dump_rows(shared_database, parties.trust)) == before


def test_an_overseer_hears_nothing_of_cards_and_unions(shared_database: Database, parties: factories.Parties) -> None:
    # given an incident that trust and local authority look on at, and a union's own report about the same school
    overseers = (parties.trust, parties.local_authority)
    factories.create_oversights(parties.school, *overseers)
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    before = [(dump_views(one), dump_rows(shared_database, one)) for one in overseers]
    # when its card is issued and redeemed, and the union's report is triaged
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    reported = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    call_as(parties.helpline, incidents.amend, reported["id"], expected=reported["version"], school_id=parties.school)
    factories.transition_incident(parties.helpline, reported, "accept")
    run_pending_jobs()
    # then not a byte is different for either
    assert [(dump_views(one), dump_rows(shared_database, one)) for one in overseers] == before


def test_an_overseer_changes_nothing(parties: factories.Parties) -> None:
    factories.create_oversights(parties.school, parties.trust)
    incident = factories.create_incident(parties.school)
    seen = call_as(parties.trust, incidents.read_transitions, incident["id"])
    assert seen["allowed"] == []
    (subject,) = list_subject_ids(incident)
    assert try_as(parties.trust, incidents.read_locator, subject, purpose="own_report") == "NotFound"
    moving = {"expected": 1, "action": "withdraw"}
    assert try_as(parties.trust, incidents.move, incident["id"], **moving) == "Forbidden"
