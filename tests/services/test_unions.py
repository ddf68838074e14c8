"""The involvement of a union is confidential: no other organisation can detect it."""

from __future__ import annotations

import pytest

from services import escalations, incidents, member_cases, organisations
from services.core.errors import Invalid
from services.policy.actor import Kind
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import list_subject_ids
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_views


def create_accepted_union_report(parties: factories.Parties) -> ResourceView:
    """Report an incident as the union; confirm its school and accept it as the helpline."""
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    amendment = {"school_id": parties.school}
    call_as(
        parties.helpline, incidents.amend_incident, incident["id"], expected_version=incident["version"], **amendment
    )
    return factories.transition_incident(parties.helpline, incident, "accept")


def get_union_name(parties: factories.Parties) -> str:
    """Return the name of the union."""
    return str(call_as(parties.union, organisations.get_own_organisation)["name"])


def test_a_unions_report_shows_a_representative_as_reporter(parties: factories.Parties) -> None:
    incident = factories.create_incident(parties.union)
    view = call_as(parties.helpline, incidents.get_incident, incident["id"])
    assert view["reporter"] == {"kind": "representative"}
    assert (view["school_id"], view["school_confirmed"]) == (None, False)


def test_a_unions_transitions_show_a_representative(parties: factories.Parties) -> None:
    incident = factories.transition_incident(
        parties.helpline, factories.create_incident(parties.union), "triage", "request_information"
    )
    factories.transition_incident(parties.union, incident, "provide_information", note="The school has confirmed it.")
    factories.transition_incident(parties.union, incident, "withdraw")
    history = call_as(parties.helpline, incidents.list_incident_transitions, incident["id"])["history"]
    assert [move["by"] for move in history] == ["helpline", "helpline", "representative", "representative"]


def test_nothing_that_others_see_contains_the_name_or_id_of_a_union(parties: factories.Parties) -> None:
    # given a union's own report, and a school's report that it can see by a card, both escalated and decided
    incident = create_accepted_union_report(parties)
    shared_by_card = factories.create_accepted_incident(parties.helpline, parties.school)
    card = call_as(parties.school, member_cases.issue_card, shared_by_card["id"])
    call_as(parties.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", member_ref="member 7")
    subjects = list_subject_ids(incident, shared_by_card)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, subjects)
    factories.record_decision(parties.platform, escalation, *(factories.removal_input(subject) for subject in subjects))
    factories.record_verification(parties.helpline, escalation, subjects[0])
    run_pending_jobs()
    # then nothing that others can read contains any of these words
    words = [str(parties.union), get_union_name(parties), "union", "member 7"]
    for name, other in parties.by_name().items():
        if name not in ("union", "other_union"):
            views = dump_views(other).decode()
            assert len(views) > 100
            assert [word for word in words if word.lower() in views.lower()] == [], name
    assert str(parties.union) not in dump_views(parties.other_union).decode()


def test_a_union_sees_the_outcome_of_its_report(parties: factories.Parties) -> None:
    incident = create_accepted_union_report(parties)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    factories.record_decision(parties.platform, escalation, factories.decline_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    seen = call_as(parties.union, incidents.get_incident, incident["id"])
    (link,) = seen["subjects"]
    assert (seen["state"], link["outcome_code"], link["decline_reason"]) == (
        "partially_resolved",
        "no_action",
        "no_violation",
    )


def test_a_school_cannot_detect_a_unions_report_about_it(parties: factories.Parties) -> None:
    before = dump_views(parties.school)
    incident = create_accepted_union_report(parties)
    run_pending_jobs()
    assert dump_views(parties.school) == before
    assert try_as(parties.school, incidents.get_incident, incident["id"]) == "NotFound"


def test_a_unions_report_cannot_be_accepted_before_its_school_is_confirmed(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.helpline, factories.create_incident(parties.union), "triage")
    error = catch_error_as(
        parties.helpline,
        incidents.transition_incident,
        incident["id"],
        expected_version=incident["version"],
        action="accept",
    )
    assert error is not None
    assert error.code == "guard_not_met"


def test_unions_cannot_report_a_staff_absence(parties: factories.Parties) -> None:
    error = catch_error_as(parties.union, incidents.report_incident, **factories.report_input(staff_absence=True))
    assert isinstance(error, Invalid)
    assert [fault.pointer for fault in error.field_errors] == ["/staff_absence"]


def test_no_other_organisation_can_see_a_union(parties: factories.Parties) -> None:
    announced_union = factories.create_organisation(Kind.UNION, known_to=[parties.helpline, parties.school])
    for name, other in parties.by_name().items():
        if name != "union":
            assert try_as(other, organisations.get_organisation, parties.union) == "NotFound"
        assert try_as(other, organisations.get_organisation, announced_union) == "NotFound"


TEXTS_ABOUT_UNIONS = ["Their NASUWT rep asked us.", "A union official is involved.", "Mae aelod o'r undeb wedi gofyn."]


@pytest.mark.parametrize("text", TEXTS_ABOUT_UNIONS)
def test_texts_cannot_mention_a_union(parties: factories.Parties, text: str) -> None:
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    (subject_id,) = list_subject_ids(incident)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    factories.record_decision(parties.platform, escalation, factories.removal_input(subject_id))
    verification = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone", "wording": text}
    closure = {
        "expected_version": incident["version"],
        "action": "close_no_action",
        "reason": "unfounded",
        "note": text,
    }
    errors = [
        catch_error_as(parties.school, incidents.report_incident, **factories.report_input(summary_neutral=text)),
        catch_error_as(parties.helpline, incidents.transition_incident, incident["id"], **closure),
        catch_error_as(parties.helpline, escalations.record_verification, subject_id, **verification),
    ]
    for error in errors:
        assert isinstance(error, Invalid)
        assert {fault.code for fault in error.field_errors} == {"contains_union"}
        assert text not in repr(error.field_errors)
