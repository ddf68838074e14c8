"""That a union is involved is nobody's business but its own."""

from __future__ import annotations

from typing import Any

import pytest

from services import escalations, incidents, member_cases, organisations
from services.core.errors import Invalid
from services.policy.actor import Kind
from tests import factories
from tests.factories import subjects_of
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import views_of


def taken_on(cast: factories.Cast) -> dict[str, Any]:
    """A union's report, its school found and accepted by the helpline."""
    incident = factories.moved(cast.helpline, factories.reported(cast.union), "triage")
    named = {"school_id": cast.school}
    call_as(cast.helpline, incidents.amend, incident["id"], expected=incident["version"], **named)
    return factories.moved(cast.helpline, incident, "accept")


def name_of(cast: factories.Cast) -> str:
    return str(call_as(cast.union, organisations.read_me)["name"])


def test_a_unions_report_comes_from_a_representative(cast: factories.Cast) -> None:
    incident = factories.reported(cast.union)
    seen = call_as(cast.helpline, incidents.read_incident, incident["id"])
    assert seen["reporter"] == {"kind": "representative"}
    assert (seen["school_id"], seen["school_confirmed"]) == (None, False)


def test_its_moves_are_a_representatives_too(cast: factories.Cast) -> None:
    incident = factories.moved(cast.helpline, factories.reported(cast.union), "triage", "request_information")
    factories.moved(cast.union, incident, "provide_information", note="The school has confirmed it.")
    factories.moved(cast.union, incident, "withdraw")
    history = call_as(cast.helpline, incidents.read_transitions, incident["id"])["history"]
    assert [move["by"] for move in history] == ["helpline", "helpline", "representative", "representative"]


def test_nothing_that_others_see_names_or_numbers_a_union(cast: factories.Cast) -> None:
    # given a union's own report, escalated and decided, and a school's report that it follows by a card
    incident = taken_on(cast)
    shared = factories.accepted(cast.helpline, cast.school)
    card = call_as(cast.school, member_cases.issue_card, shared["id"])
    call_as(cast.union, member_cases.open_member_case, **card, consent_evidence_ref="letter", member_ref="member 7")
    subjects = subjects_of(incident, shared)
    escalation = factories.sent(cast.helpline, cast.platform, subjects)
    factories.decided(cast.platform, escalation, *(factories.removed(subject) for subject in subjects))
    factories.verified(cast.helpline, escalation, subjects[0])
    run_pending_jobs()
    # then no word of it is in anything that anybody else can read
    words = [str(cast.union), name_of(cast), "union", "member 7"]
    for name, other in cast.everybody().items():
        if name not in ("union", "other_union"):
            shown = views_of(other).decode()
            assert len(shown) > 100
            assert [word for word in words if word.lower() in shown.lower()] == [], name
    assert str(cast.union) not in views_of(cast.other_union).decode()


def test_a_unions_outcome_reaches_it_like_any_reporters(cast: factories.Cast) -> None:
    incident = taken_on(cast)
    escalation = factories.sent(cast.helpline, cast.platform, subjects_of(incident))
    factories.decided(cast.platform, escalation, factories.declined(subjects_of(incident)[0]))
    run_pending_jobs()
    seen = call_as(cast.union, incidents.read_incident, incident["id"])
    (link,) = seen["subjects"]
    assert (seen["state"], link["outcome_code"], link["decline_reason"]) == (
        "partially_resolved",
        "no_action",
        "no_violation",
    )


def test_the_school_that_a_unions_report_is_about_is_not_told_of_it(cast: factories.Cast) -> None:
    before = views_of(cast.school)
    incident = taken_on(cast)
    run_pending_jobs()
    assert views_of(cast.school) == before
    assert try_as(cast.school, incidents.read_incident, incident["id"]) == "NotFound"


def test_a_unions_report_waits_until_its_school_is_confirmed(cast: factories.Cast) -> None:
    incident = factories.moved(cast.helpline, factories.reported(cast.union), "triage")
    refusal = catch_error_as(
        cast.helpline, incidents.move, incident["id"], expected=incident["version"], action="accept"
    )
    assert refusal is not None
    assert refusal.code == "guard_not_met"


def test_a_union_cannot_state_what_only_the_employer_knows(cast: factories.Cast) -> None:
    refusal = catch_error_as(cast.union, incidents.report, **factories.told(staff_absence=True))
    assert isinstance(refusal, Invalid)
    assert [fault.pointer for fault in refusal.field_errors] == ["/staff_absence"]


def test_nobody_can_look_a_union_up(cast: factories.Cast) -> None:
    told = factories.organisation(Kind.UNION, known_to=[cast.helpline, cast.school])
    for name, other in cast.everybody().items():
        if name != "union":
            assert try_as(other, organisations.read_organisation, cast.union) == "NotFound"
        assert try_as(other, organisations.read_organisation, told) == "NotFound"


INVOLVING = ["Their NASUWT rep asked us.", "A union official is involved.", "Mae aelod o'r undeb wedi gofyn."]


@pytest.mark.parametrize("text", INVOLVING)
def test_nobody_writes_into_the_record_that_a_union_is_involved(cast: factories.Cast, text: str) -> None:
    incident = factories.accepted(cast.helpline, cast.school)
    (subject,) = subjects_of(incident)
    escalation = factories.sent(cast.helpline, cast.platform, [subject])
    factories.decided(cast.platform, escalation, factories.removed(subject))
    check = {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone", "wording": text}
    closing = {"expected": incident["version"], "action": "close_no_action", "reason": "unfounded", "note": text}
    refusals = [
        catch_error_as(cast.school, incidents.report, **factories.told(summary_neutral=text)),
        catch_error_as(cast.helpline, incidents.move, incident["id"], **closing),
        catch_error_as(cast.helpline, escalations.record_verification, subject, **check),
    ]
    for refusal in refusals:
        assert isinstance(refusal, Invalid)
        assert {fault.code for fault in refusal.field_errors} == {"contains_union"}
        assert text not in repr(refusal.field_errors)
