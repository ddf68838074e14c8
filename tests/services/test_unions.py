"""That a union is involved is nobody's business but its own."""

from __future__ import annotations

from typing import Any

import pytest

from services import escalations, incidents, member_cases, organisations
from services.core.errors import Invalid
from services.policy.actor import Kind
from tests import factories
from tests.factories import list_subject_ids
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_views


def taken_on(parties: factories.Parties) -> dict[str, Any]:
    """A union's report, its school found and accepted by the helpline."""
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    named = {"school_id": parties.school}
    call_as(parties.helpline, incidents.amend, incident["id"], expected=incident["version"], **named)
    return factories.transition_incident(parties.helpline, incident, "accept")


def name_of(parties: factories.Parties) -> str:
    return str(call_as(parties.union, organisations.get_own_organisation)["name"])


def test_a_unions_report_comes_from_a_representative(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.union)
    seen = call_as(parties.helpline, incidents.read_incident, incident["id"])
    assert seen["reporter"] == {"kind": "representative"}
    assert (seen["school_id"], seen["school_confirmed"]) == (None, False)


def test_its_moves_are_a_representatives_too(parties: factories.Parties) -> None:
    incident = factories.transition_incident(
        parties.helpline, factories.create_incident(parties.union), "triage", "request_information"
    )
    factories.transition_incident(parties.union, incident, "provide_information", note="The school has confirmed it.")
    factories.transition_incident(parties.union, incident, "withdraw")
    history = call_as(parties.helpline, incidents.read_transitions, incident["id"])["history"]
    assert [move["by"] for move in history] == ["helpline", "helpline", "representative", "representative"]


def test_nothing_that_others_see_names_or_numbers_a_union(parties: factories.Parties) -> None:
    # given a union's own report, escalated and decided, and a school's report that it follows by a card
    incident = taken_on(parties)
    shared = factories.create_accepted_incident(parties.helpline, parties.school)
    card = call_as(parties.school, member_cases.issue_card, shared["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", member_ref="member 7")
    subjects = list_subject_ids(incident, shared)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, subjects)
    factories.record_decision(parties.platform, escalation, *(factories.removal_input(subject) for subject in subjects))
    factories.record_verification(parties.helpline, escalation, subjects[0])
    run_pending_jobs()
    # then no word of it is in anything that anybody else can read
    words = [str(parties.union), name_of(parties), "union", "member 7"]
    for name, other in parties.by_name().items():
        if name not in ("union", "other_union"):
            shown = dump_views(other).decode()
            assert len(shown) > 100
            assert [word for word in words if word.lower() in shown.lower()] == [], name
    assert str(parties.union) not in dump_views(parties.other_union).decode()


def test_a_unions_outcome_reaches_it_like_any_reporters(parties: factories.Parties) -> None:
    incident = taken_on(parties)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.decline_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    seen = call_as(parties.union, incidents.read_incident, incident["id"])
    (link,) = seen["subjects"]
    assert (seen["state"], link["outcome_code"], link["decline_reason"]) == (
        "partially_resolved",
        "no_action",
        "no_violation",
    )


def test_the_school_that_a_unions_report_is_about_is_not_told_of_it(parties: factories.Parties) -> None:
    before = dump_views(parties.school)
    incident = taken_on(parties)
    run_pending_jobs()
    assert dump_views(parties.school) == before
    assert try_as(parties.school, incidents.read_incident, incident["id"]) == "NotFound"


def test_a_unions_report_waits_until_its_school_is_confirmed(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    refusal = catch_error_as(
        parties.helpline, incidents.move, incident["id"], expected=incident["version"], action="accept"
    )
    assert refusal is not None
    assert refusal.code == "guard_not_met"


def test_a_union_cannot_state_what_only_the_employer_knows(parties: factories.Parties) -> None:
    refusal = catch_error_as(parties.union, incidents.report, **factories.report_input(staff_absence=True))
    assert isinstance(refusal, Invalid)
    assert [fault.pointer for fault in refusal.field_errors] == ["/staff_absence"]


def test_nobody_can_look_a_union_up(parties: factories.Parties) -> None:
    told = factories.create_organisation(Kind.UNION, known_to=[parties.helpline, parties.school])
    for name, other in parties.by_name().items():
        if name != "union":
            assert try_as(other, organisations.get_organisation, parties.union) == "NotFound"
        assert try_as(other, organisations.get_organisation, told) == "NotFound"


INVOLVING = ["Their NASUWT rep asked us.", "A union official is involved.", "Mae aelod o'r undeb wedi gofyn."]


@pytest.mark.parametrize("text", INVOLVING)
def test_nobody_writes_into_the_record_that_a_union_is_involved(parties: factories.Parties, text: str) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject,) = list_subject_ids(incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [subject])
    factories.record_decision(parties.platform, escalation, factories.removal_input(subject))
    check = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone", "wording": text}
    closing = {"expected": incident["version"], "action": "close_no_action", "reason": "unfounded", "note": text}
    refusals = [
        catch_error_as(parties.school, incidents.report, **factories.report_input(summary_neutral=text)),
        catch_error_as(parties.helpline, incidents.move, incident["id"], **closing),
        catch_error_as(parties.helpline, escalations.record_verification, subject, **check),
    ]
    for refusal in refusals:
        assert isinstance(refusal, Invalid)
        assert {fault.code for fault in refusal.field_errors} == {"contains_union"}
        assert text not in repr(refusal.field_errors)
