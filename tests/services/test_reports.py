"""A report tells what happened and leads nobody to it; that others reported the same shows in nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from services import incidents, organisations, queries
from services.core.errors import Conflict, Invalid
from services.events import feed
from services.policy.actor import Kind
from tests import factories
from tests.factories import create_incident, list_subject_ids, new_clip_url
from tests.support.databases import Database
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_rows, dump_views

OF_ITS_OWN = {"id", "reference", "created_at", "updated_at", "reported_at", "subject_id", "added_at", "school_id"}


def alike(view: Any) -> Any:
    """The view without what is different for any two reports."""
    if isinstance(view, dict):
        return {name: alike(value) for name, value in view.items() if name not in OF_ITS_OWN}
    return [alike(one) for one in view] if isinstance(view, list) else view


def test_a_link_that_was_known_answers_like_one_that_was_not(parties: factories.Parties) -> None:
    known = new_clip_url()
    create_incident(parties.school, known)
    again, new = create_incident(parties.other_school, known), create_incident(parties.other_school, new_clip_url())
    assert alike(again) == alike(new)
    for incident in (again, new):
        (link,) = incident["subjects"]
        assert link["added_at"] >= incident["created_at"]
    added = [
        call_as(parties.other_school, incidents.add_subject, new["id"], url=url, role="related")
        for url in (new_clip_url(), new_clip_url())
    ]
    create_incident(parties.school, other := new_clip_url())
    added.append(call_as(parties.other_school, incidents.add_subject, new["id"], url=other, role="related"))
    assert alike(added[0]) == alike(added[1]) == alike(added[2])


def test_a_second_report_of_a_link_changes_nothing_for_who_reported_it_first(
    shared_database: Database, parties: factories.Parties
) -> None:
    url = new_clip_url()
    create_incident(parties.school, url)
    before = dump_views(parties.school), dump_rows(shared_database, parties.school)
    create_incident(parties.other_school, url)
    create_incident(parties.union, url)
    assert (dump_views(parties.school), dump_rows(shared_database, parties.school)) == before


def test_each_reporter_finds_its_own_address_again_and_the_helpline_one_of_them(parties: factories.Parties) -> None:
    number = new_clip_url().rsplit("/", 1)[1]
    pastes = {
        parties.school: f"https://www.tiktok.com/@page/video/{number}",
        parties.other_school: f"https://m.tiktok.com/v/{number}.html",
    }
    found: set[UUID] = set()
    for reporter, url in pastes.items():
        found.update(list_subject_ids(create_incident(reporter, url)))
    (subject,) = found
    for reporter, url in pastes.items():
        assert call_as(reporter, incidents.read_locator, subject, purpose="own_report")["url"] == url
    assert call_as(parties.helpline, incidents.read_locator, subject, purpose="triage")["url"] in pastes.values()


def test_what_came_along_when_a_link_was_copied_is_not_kept(parties: factories.Parties) -> None:
    # given words around the link, and parameters that say who shared it
    address = new_clip_url()
    pasted = f"Look at what the head of our school did {address}?sec_user_id=MS4wLjAB&u_code=d1x2y3#more"
    # when it is reported and sent
    (subject,) = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school, pasted))
    factories.create_sent_escalation(parties.helpline, parties.platform, [subject])
    # then everybody who may read it reads the address alone
    for reader, purpose in ((parties.school, "own_report"), (parties.helpline, "triage"), (parties.platform, "act")):
        assert call_as(reader, incidents.read_locator, subject, purpose=purpose)["url"] == address


def test_an_address_is_in_nothing_but_the_locator(parties: factories.Parties) -> None:
    url = new_clip_url()
    incident = factories.create_accepted_incident(parties.helpline, parties.school, url)
    factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    for organisation in parties.by_name().values():
        shown = dump_views(organisation)
        assert url.encode() not in shown
        assert url.rsplit("/", 1)[1].encode() not in shown


@pytest.mark.parametrize("purpose", ["police", "", "curiosity"])
def test_an_address_is_told_for_a_known_purpose_only(parties: factories.Parties, purpose: str) -> None:
    (subject,) = list_subject_ids(create_incident(parties.school))
    assert try_as(parties.school, incidents.read_locator, subject, purpose=purpose) == "NotFound"


def test_the_same_link_twice_is_one_link(parties: factories.Parties) -> None:
    url = new_clip_url()
    incident = create_incident(parties.school, url, f"{url}?is_from_webapp=1")
    assert len(incident["subjects"]) == 1
    refusal = catch_error_as(parties.school, incidents.add_subject, incident["id"], url=url, role="related")
    assert isinstance(refusal, Conflict)
    assert refusal.code == "already_linked"


def test_an_incident_that_is_over_takes_nothing_more(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.school, create_incident(parties.school), "withdraw")
    version = incident["version"]
    linking = {"url": new_clip_url(), "role": "related"}
    assert try_as(parties.school, incidents.add_subject, incident["id"], **linking) == "Conflict"
    amending = {"expected": version, "view_band": "gt1m"}
    assert try_as(parties.school, incidents.amend, incident["id"], **amending) == "Conflict"


def test_a_summary_does_not_name_its_own_school(parties: factories.Parties) -> None:
    name = call_as(parties.school, organisations.get_own_organisation)["name"]
    text = f"Pupils of {name} are shown."
    refusal = catch_error_as(parties.school, incidents.report, **factories.report_input(summary_neutral=text))
    assert isinstance(refusal, Invalid)
    assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [("/summary_neutral", "contains_name")]
    incident = create_incident(parties.school)
    amending = {"expected": incident["version"], "summary_neutral": text}
    assert try_as(parties.school, incidents.amend, incident["id"], **amending) == "Invalid"


def test_every_refused_link_is_named_by_its_place_and_not_repeated(parties: factories.Parties) -> None:
    refusal = catch_error_as(
        parties.school, incidents.report, **factories.report_input(new_clip_url(), "not a link", "ftp://x.example/y")
    )
    assert isinstance(refusal, Invalid)
    assert [fault.pointer for fault in refusal.field_errors] == ["/links/1/url", "/links/2/url"]
    assert "x.example" not in repr(refusal.field_errors)
    assert call_as(parties.school, incidents.list_incidents, queries.Keyset()) == []
    assert call_as(parties.school, feed.read_feed_position).seq == 0


def test_the_helpline_classifies_and_the_reporter_corrects_what_it_told(parties: factories.Parties) -> None:
    incident = create_incident(parties.school)
    for organisation, field, value in (
        (parties.school, "harm_categories", ["threat"]),
        (parties.school, "allegation_flag", "alleges_child_harm"),
        (parties.school, "priority", "P0"),
        (parties.helpline, "summary_neutral", "Other words."),
        (parties.helpline, "view_band", "gt1m"),
    ):
        refusal = catch_error_as(organisation, incidents.amend, incident["id"], expected=1, **{field: value})
        assert isinstance(refusal, Invalid)
        assert [(fault.pointer, fault.code) for fault in refusal.field_errors] == [(f"/{field}", "not_yours")]
    seen = call_as(
        parties.helpline, incidents.amend, incident["id"], expected=1, harm_categories=["threat"], priority="P0"
    )
    assert (seen["priority"], seen["version"]) == ("P0", 2)
    call_as(parties.helpline, incidents.amend, incident["id"], expected=2, allegation_flag="alleges_child_harm")
    assert call_as(parties.school, incidents.read_incident, incident["id"])["allegation_flag"] == "alleges_child_harm"


def test_a_school_is_confirmed_from_those_the_helpline_knows(parties: factories.Parties) -> None:
    incident = create_incident(parties.union)
    unknown = factories.create_organisation(Kind.SCHOOL)
    for wrong in (unknown, uuid4(), parties.platform, parties.union):
        refusal = catch_error_as(parties.helpline, incidents.amend, incident["id"], expected=1, school_id=wrong)
        assert isinstance(refusal, Invalid)
        assert [fault.code for fault in refusal.field_errors] == ["unknown_school"]
    seen = call_as(parties.helpline, incidents.amend, incident["id"], expected=1, school_id=parties.school)
    assert (seen["school_id"], seen["school_confirmed"]) == (parties.school, True)


@pytest.mark.parametrize(
    ("harms", "expected"), [([], "P3"), (["impersonation_school"], "P2"), (["brand_misuse_only", "hate"], "P1")]
)
def test_the_most_urgent_harm_sets_the_priority(parties: factories.Parties, harms: list[str], expected: str) -> None:
    assert create_incident(parties.school, harm_categories=harms)["priority"] == expected
