"""Reports by other employers, which nobody can identify, and by the helpline itself."""

from __future__ import annotations

from dataclasses import replace

from services import escalations, incidents, member_cases, organisations
from services.policy.actor import Kind
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import list_subject_ids, removal_input
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_views

# Texts of the helpline that others read: on an incident, to the platform (twice), and to all reporters of a subject.
TEXT_POINTERS = ("/note", "/explanation", "/note", "/wording")


def confirm_school_and_accept(parties: factories.Parties, incident: ResourceView) -> ResourceView:
    """Confirm the school of the incident and accept it, as the helpline."""
    incident = factories.transition_incident(parties.helpline, incident, "triage")
    call_as(
        parties.helpline,
        incidents.amend_incident,
        incident["id"],
        expected_version=incident["version"],
        school_id=parties.school,
    )
    return factories.transition_incident(parties.helpline, incident, "accept")


def test_employers_report_for_their_staff_and_see_the_outcome(parties: factories.Parties) -> None:
    incident = confirm_school_and_accept(parties, factories.create_incident(parties.employer, staff_absence=True))
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    seen = call_as(parties.employer, incidents.get_incident, incident["id"])
    assert (seen["staff_absence"], seen["poster"]["age_band"]) == (True, "13_15")
    assert seen["subjects"][0]["outcome_code"] == "content_removed"
    for other in (parties.school, parties.other_school, parties.union, parties.trust, parties.police):
        assert try_as(other, incidents.get_incident, incident["id"]) == "NotFound"


def test_employers_can_issue_cards(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.employer)
    before = dump_views(parties.helpline)
    card = call_as(parties.employer, member_cases.issue_card, incident["id"])
    own = call_as(parties.employer, incidents.get_incident, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
    view = call_as(parties.union, incidents.get_incident, incident["id"])
    assert {"poster", "staff_absence"}.isdisjoint(view)
    assert own["version"] == 1
    assert dump_views(parties.helpline) == before


def test_the_helpline_cannot_distinguish_reports_of_employers_and_unions(parties: factories.Parties) -> None:
    observations = []
    for reporter in (parties.employer, parties.union):
        incident = factories.transition_incident(
            parties.helpline, factories.create_incident(reporter), "triage", "request_information"
        )
        factories.transition_incident(reporter, incident, "provide_information")
        view = call_as(parties.helpline, incidents.get_incident, incident["id"])
        history = call_as(parties.helpline, incidents.list_incident_transitions, incident["id"])["history"]
        observations.append((view["reporter"], sorted(view), [(move["by"], sorted(move)) for move in history]))
    assert observations[0] == observations[1]
    assert observations[0][0] == {"kind": "representative"}
    name = str(call_as(parties.employer, organisations.get_own_organisation)["name"])
    views = dump_views(parties.helpline).decode()
    assert str(parties.employer) not in views
    assert name not in views
    assert "employer" not in views


def collect_text_errors(parties: factories.Parties, incident: ResourceView, text: str) -> list[tuple[str, str]]:
    """Use the text in everything that the helpline writes about the incident; return (pointer, code) of all errors."""
    incident, (subject_id,) = confirm_school_and_accept(parties, incident), list_subject_ids(incident)
    closure = {
        "expected_version": incident["version"],
        "action": "close_no_action",
        "reason": "unfounded",
        "note": text,
    }
    errors = [catch_error_as(parties.helpline, incidents.transition_incident, incident["id"], **closure)]
    opening = factories.escalation_input(parties.platform, [subject_id], explanation=text)
    errors.append(catch_error_as(parties.helpline, escalations.open_escalation, **opening))
    escalation = factories.create_escalation(parties.helpline, parties.platform, [subject_id])
    sending = {"expected_version": escalation["version"], "action": "send", "note": text}
    errors.append(catch_error_as(parties.helpline, escalations.transition_escalation, escalation["id"], **sending))
    factories.transition_escalation(parties.helpline, escalation, "send", note="Please look at it today.")
    factories.record_decision(parties.platform, escalation, removal_input(subject_id))
    verification = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone", "wording": text}
    errors.append(catch_error_as(parties.helpline, escalations.record_verification, subject_id, **verification))
    return [(fault.pointer, fault.code) for error in errors for fault in getattr(error, "field_errors", ())]


def test_errors_do_not_reveal_which_employer_reported(parties: factories.Parties) -> None:
    # given an employer whose name the helpline knows
    name = "Harbour Catering Services"
    employer = factories.create_organisation(Kind.EMPLOYER_OTHER, name=name, known_to=[parties.helpline])
    factories.create_agreement(parties.helpline, employer)
    # when the helpline uses its name in texts about reports of this employer, of another one and of a union
    errors = [
        collect_text_errors(parties, factories.create_incident(reporter), f"We asked {name}.")
        for reporter in (employer, parties.employer, parties.union)
    ]
    # then the errors are the same for all of them
    assert errors == [[(pointer, "contains_name") for pointer in TEXT_POINTERS]] * 3


def test_texts_cannot_name_the_school_of_somebody_elses_report(parties: factories.Parties) -> None:
    # given a school that the helpline confirms as the school of an incident
    school = factories.create_organisation(Kind.SCHOOL, name="Rainbow Ridge School", known_to=[parties.helpline])
    parties = replace(parties, school=school)
    for reporter in (parties.helpline, parties.employer, parties.union):
        errors = collect_text_errors(parties, factories.create_incident(reporter), "It is about Rainbow Ridge School.")
        # then no text for the platform or for other reporters can name it
        assert errors == [(pointer, "contains_name") for pointer in TEXT_POINTERS]


def test_the_helpline_can_report_an_incident_itself_and_escalate_it(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.helpline)
    assert (incident["reporter"], incident["school_confirmed"]) == ({"kind": "helpline"}, False)
    amendment = {"expected_version": 1, "summary_neutral": "An account imitates the school.", "priority": "P1"}
    amended = call_as(parties.helpline, incidents.amend_incident, incident["id"], **amendment)
    assert (amended["priority"], amended["summary_neutral"]) == ("P1", "An account imitates the school.")
    accepted = confirm_school_and_accept(parties, incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(accepted))
    factories.record_decision(parties.platform, escalation, removal_input(list_subject_ids(accepted)[0]))
    run_pending_jobs()
    seen = call_as(parties.helpline, incidents.get_incident, incident["id"])
    assert (seen["state"], seen["subjects"][0]["outcome_code"]) == ("partially_resolved", "content_removed")
    for name, other in parties.by_name().items():
        if name != "helpline":
            assert try_as(other, incidents.get_incident, incident["id"]) == "NotFound"
