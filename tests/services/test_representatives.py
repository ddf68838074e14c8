"""Employers of another kind report like a school, and nobody is told who they are; so does the helpline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services import escalations, incidents, member_cases, organisations
from services.policy.actor import Kind
from tests import factories
from tests.factories import list_subject_ids, removal_input
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_views

# What the helpline writes that others read: on an incident, to the platform twice, to all who reported a subject.
PLACES = ("/note", "/explanation", "/note", "/wording")


def taken_on(parties: factories.Parties, incident: dict[str, Any]) -> dict[str, Any]:
    """The helpline finds the school out and accepts."""
    incident = factories.transition_incident(parties.helpline, incident, "triage")
    call_as(parties.helpline, incidents.amend, incident["id"], expected=incident["version"], school_id=parties.school)
    return factories.transition_incident(parties.helpline, incident, "accept")


def test_an_employer_reports_for_its_own_staff_and_hears_the_outcome(parties: factories.Parties) -> None:
    incident = taken_on(parties, factories.create_incident(parties.employer, staff_absence=True))
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    seen = call_as(parties.employer, incidents.read_incident, incident["id"])
    assert (seen["staff_absence"], seen["poster"]["age_band"]) == (True, "13_15")
    assert seen["subjects"][0]["outcome_code"] == "content_removed"
    for other in (parties.school, parties.other_school, parties.union, parties.trust, parties.police):
        assert try_as(other, incidents.read_incident, incident["id"]) == "NotFound"


def test_an_employer_gives_its_staff_a_card(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.employer)
    before = dump_views(parties.employer), dump_views(parties.helpline)
    card = call_as(parties.employer, member_cases.issue_card, incident["id"])
    own = call_as(parties.employer, incidents.read_incident, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    seen = call_as(parties.union, incidents.read_incident, incident["id"])
    assert {"poster", "staff_absence"}.isdisjoint(seen)
    assert own["version"] == 1
    assert dump_views(parties.helpline) == before[1]


def test_the_helpline_cannot_tell_an_employers_report_from_a_unions(parties: factories.Parties) -> None:
    seen = []
    for reporter in (parties.employer, parties.union):
        incident = factories.transition_incident(
            parties.helpline, factories.create_incident(reporter), "triage", "request_information"
        )
        factories.transition_incident(reporter, incident, "provide_information")
        found = call_as(parties.helpline, incidents.read_incident, incident["id"])
        history = call_as(parties.helpline, incidents.read_transitions, incident["id"])["history"]
        seen.append((found["reporter"], sorted(found), [(move["by"], sorted(move)) for move in history]))
    assert seen[0] == seen[1]
    assert seen[0][0] == {"kind": "representative"}
    name = str(call_as(parties.employer, organisations.get_own_organisation)["name"])
    shown = dump_views(parties.helpline).decode()
    assert str(parties.employer) not in shown
    assert name not in shown
    assert "employer" not in shown


def refused_texts(parties: factories.Parties, incident: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """Where the helpline may not say it: to the reporter, to the platform and to every reporter of the subject."""
    incident, (subject,) = taken_on(parties, incident), list_subject_ids(incident)
    closing = {"expected": incident["version"], "action": "close_no_action", "reason": "unfounded", "note": text}
    refusals = [catch_error_as(parties.helpline, incidents.move, incident["id"], **closing)]
    notice = factories.escalation_input(parties.platform, [subject], explanation=text)
    refusals.append(catch_error_as(parties.helpline, escalations.open_escalation, **notice))
    escalation = factories.create_escalation(parties.helpline, parties.platform, [subject])
    sending = {"expected": escalation["version"], "action": "send", "note": text}
    refusals.append(catch_error_as(parties.helpline, escalations.move, escalation["id"], **sending))
    factories.transition_escalation(parties.helpline, escalation, "send", note="Please look at it today.")
    factories.record_decision(parties.platform, escalation, removal_input(subject))
    looked = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone", "wording": text}
    refusals.append(catch_error_as(parties.helpline, escalations.record_verification, subject, **looked))
    return [(fault.pointer, fault.code) for one in refusals for fault in getattr(one, "field_errors", ())]


def test_no_refusal_tells_the_helpline_which_employer_a_report_is_from(parties: factories.Parties) -> None:
    # given an employer that the helpline knows
    name = "Harbour Catering Services"
    employer = factories.create_organisation(Kind.EMPLOYER_OTHER, name=name, known_to=[parties.helpline])
    factories.create_agreement(parties.helpline, employer)
    # when the helpline tries its name in whatever it may write about reports of it, of another and of a union
    refused = [
        refused_texts(parties, factories.create_incident(reporter), f"We asked {name}.")
        for reporter in (employer, parties.employer, parties.union)
    ]
    # then the answers are the same whoever reported
    assert refused == [[(place, "contains_name") for place in PLACES]] * 3


def test_no_text_names_the_school_that_somebody_else_reported_for(parties: factories.Parties) -> None:
    # given a school that the helpline found out
    school = factories.create_organisation(Kind.SCHOOL, name="Rainbow Ridge School", known_to=[parties.helpline])
    known = replace(parties, school=school)
    for reporter in (parties.helpline, parties.employer, parties.union):
        refused = refused_texts(known, factories.create_incident(reporter), "It is about Rainbow Ridge School.")
        # then neither the platform nor others who reported the same are told its name
        assert refused == [(place, "contains_name") for place in PLACES]


def test_the_helpline_takes_a_report_down_itself_and_carries_it_on(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.helpline)
    assert (incident["reporter"], incident["school_confirmed"]) == ({"kind": "helpline"}, False)
    amending = {"expected": 1, "summary_neutral": "An account imitates the school.", "priority": "P1"}
    amended = call_as(parties.helpline, incidents.amend, incident["id"], **amending)
    assert (amended["priority"], amended["summary_neutral"]) == ("P1", "An account imitates the school.")
    accepted = taken_on(parties, incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(accepted))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(accepted)[0]))
    run_pending_jobs()
    seen = call_as(parties.helpline, incidents.read_incident, incident["id"])
    assert (seen["state"], seen["subjects"][0]["outcome_code"]) == ("partially_resolved", "content_removed")
    for name, other in parties.by_name().items():
        if name != "helpline":
            assert try_as(other, incidents.read_incident, incident["id"]) == "NotFound"
