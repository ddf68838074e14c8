"""Reports of incidents: what is stored, who can read addresses, and that reporters cannot detect each other."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from services import incidents, organisations
from services.core.errors import Conflict, Invalid
from services.policy.actor import Kind
from tests import factories
from tests.factories import create_incident, list_subject_ids, new_clip_url
from tests.support.databases import Database
from tests.support.service_calls import call_as, catch_error_as, try_as
from tests.support.snapshots import dump_rows, dump_views

VARYING_FIELDS = {"id", "reference", "created_at", "updated_at", "reported_at", "subject_id", "added_at", "school_id"}


def build_address(number: str) -> str:
    """Return the address of a TikTok post as others than its reporter get it."""
    return f"https://www.tiktok.com/@_/video/{number}"


def drop_varying_fields(view: object) -> object:
    """Return the view without the fields that differ between any two reports."""
    if isinstance(view, dict):
        return {name: drop_varying_fields(value) for name, value in view.items() if name not in VARYING_FIELDS}
    return [drop_varying_fields(item) for item in view] if isinstance(view, list) else view


def test_reporting_a_known_link_looks_like_reporting_a_new_one(parties: factories.Parties) -> None:
    known_url = new_clip_url()
    create_incident(parties.school, known_url)
    known, new = create_incident(parties.other_school, known_url), create_incident(parties.other_school, new_clip_url())
    assert drop_varying_fields(known) == drop_varying_fields(new)
    for incident in (known, new):
        (link,) = incident["subjects"]
        assert link["added_at"] >= incident["created_at"]
    added = [
        call_as(parties.other_school, incidents.add_subject, new["id"], **factories.link_input(url))
        for url in (new_clip_url(), new_clip_url())
    ]
    create_incident(parties.school, other := new_clip_url())
    added.append(call_as(parties.other_school, incidents.add_subject, new["id"], **factories.link_input(other)))
    assert drop_varying_fields(added[0]) == drop_varying_fields(added[1]) == drop_varying_fields(added[2])


def test_the_first_reporter_of_a_link_cannot_detect_later_reports_of_it(
    shared_database: Database, parties: factories.Parties
) -> None:
    url = new_clip_url()
    create_incident(parties.school, url)
    before = dump_views(parties.school), dump_rows(shared_database, parties.school)
    create_incident(parties.other_school, url)
    create_incident(parties.union, url)
    assert (dump_views(parties.school), dump_rows(shared_database, parties.school)) == before


def test_each_reporter_reads_its_own_url_and_the_helpline_one_rebuilt_from_the_id(parties: factories.Parties) -> None:
    number = new_clip_url().rsplit("/", 1)[1]
    urls = {
        parties.school: f"https://www.tiktok.com/@page/video/{number}",
        parties.other_school: f"https://m.tiktok.com/v/{number}.html",
    }
    subject_ids: set[UUID] = set()
    for reporter, url in urls.items():
        subject_ids.update(list_subject_ids(create_incident(reporter, url)))
    (subject_id,) = subject_ids
    for reporter, url in urls.items():
        assert call_as(reporter, incidents.get_locator, subject_id, purpose="own_report")["url"] == url
    assert call_as(parties.helpline, incidents.get_locator, subject_id, purpose="triage")["url"] == build_address(
        number
    )


def test_words_and_tracking_parameters_around_a_link_are_not_stored(parties: factories.Parties) -> None:
    # given words around the link, and parameters that identify who shared it
    url = new_clip_url()
    pasted = f"Look at what the head of our school did {url}?sec_user_id=MS4wLjAB&u_code=d1x2y3#more"
    # when it is reported and sent
    (subject_id,) = list_subject_ids(factories.create_accepted_incident(parties.helpline, parties.school, pasted))
    factories.create_sent_escalation(parties.helpline, parties.platform, [subject_id])
    # then the reporter gets its URL alone, and the others the address rebuilt from the id
    assert call_as(parties.school, incidents.get_locator, subject_id, purpose="own_report")["url"] == url
    for reader, purpose in ((parties.helpline, "triage"), (parties.platform, "act")):
        address = call_as(reader, incidents.get_locator, subject_id, purpose=purpose)["url"]
        assert address == build_address(url.rsplit("/", 1)[1])


def test_views_contain_no_urls_of_subjects(parties: factories.Parties) -> None:
    url = new_clip_url()
    incident = factories.create_accepted_incident(parties.helpline, parties.school, url)
    factories.create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    for organisation in parties.by_name().values():
        views = dump_views(organisation)
        assert url.encode() not in views
        assert url.rsplit("/", 1)[1].encode() not in views


def test_repeated_links_of_one_incident_are_stored_once(parties: factories.Parties) -> None:
    url = new_clip_url()
    incident = create_incident(parties.school, url, f"{url}?is_from_webapp=1")
    assert len(incident["subjects"]) == 1
    error = catch_error_as(parties.school, incidents.add_subject, incident["id"], **factories.link_input(url))
    assert isinstance(error, Conflict)
    assert error.code == "already_linked"


def test_closed_incidents_cannot_be_changed(parties: factories.Parties) -> None:
    incident = factories.transition_incident(parties.school, create_incident(parties.school), "withdraw")
    link = factories.link_input(new_clip_url())
    assert try_as(parties.school, incidents.add_subject, incident["id"], **link) == "Conflict"
    amendment = {"expected_version": incident["version"], "view_band": "gt1m"}
    assert try_as(parties.school, incidents.amend_incident, incident["id"], **amendment) == "Conflict"


def test_summaries_cannot_name_the_reporting_school(parties: factories.Parties) -> None:
    name = call_as(parties.school, organisations.get_own_organisation)["name"]
    text = f"Pupils of {name} are shown."
    error = catch_error_as(parties.school, incidents.report_incident, **factories.report_input(summary_neutral=text))
    assert isinstance(error, Invalid)
    assert [(fault.pointer, fault.code) for fault in error.field_errors] == [("/summary_neutral", "contains_name")]
    incident = create_incident(parties.school)
    amendment = {"expected_version": incident["version"], "summary_neutral": text}
    assert try_as(parties.school, incidents.amend_incident, incident["id"], **amendment) == "Invalid"


def test_errors_point_at_each_invalid_link_and_do_not_repeat_it() -> None:
    with pytest.raises(Invalid) as caught:
        factories.report_input(new_clip_url(), "not a link", "ftp://x.example/y")
    assert [fault.pointer for fault in caught.value.field_errors] == ["/links/1/url", "/links/2/url"]
    assert "x.example" not in repr(caught.value.field_errors)


def test_the_error_of_an_added_link_points_at_its_url() -> None:
    with pytest.raises(Invalid) as caught:
        factories.link_input("not a link")
    assert [fault.pointer for fault in caught.value.field_errors] == ["/url"]


def test_only_the_helpline_classifies_and_only_the_reporter_corrects_the_report(parties: factories.Parties) -> None:
    incident = create_incident(parties.school)
    for organisation, field, value in (
        (parties.school, "harm_categories", ["threat"]),
        (parties.school, "allegation_flag", "alleges_child_harm"),
        (parties.school, "priority", "P0"),
        (parties.helpline, "summary_neutral", "Other words."),
        (parties.helpline, "view_band", "gt1m"),
    ):
        error = catch_error_as(
            organisation, incidents.amend_incident, incident["id"], expected_version=1, **{field: value}
        )
        assert isinstance(error, Invalid)
        assert [(fault.pointer, fault.code) for fault in error.field_errors] == [(f"/{field}", "not_yours")]
    seen = call_as(
        parties.helpline,
        incidents.amend_incident,
        incident["id"],
        expected_version=1,
        harm_categories=["threat"],
        priority="P0",
    )
    assert (seen["priority"], seen["version"]) == ("P0", 2)
    call_as(
        parties.helpline,
        incidents.amend_incident,
        incident["id"],
        expected_version=2,
        allegation_flag="alleges_child_harm",
    )
    assert call_as(parties.school, incidents.get_incident, incident["id"])["allegation_flag"] == "alleges_child_harm"


def test_the_confirmed_school_must_be_a_school_that_the_helpline_can_see(parties: factories.Parties) -> None:
    incident = create_incident(parties.union)
    invisible_school = factories.create_organisation(Kind.SCHOOL)
    for wrong_id in (invisible_school, uuid4(), parties.platform, parties.union):
        error = catch_error_as(
            parties.helpline, incidents.amend_incident, incident["id"], expected_version=1, school_id=wrong_id
        )
        assert isinstance(error, Invalid)
        assert [fault.code for fault in error.field_errors] == ["unknown_school"]
    seen = call_as(
        parties.helpline, incidents.amend_incident, incident["id"], expected_version=1, school_id=parties.school
    )
    assert (seen["school_id"], seen["school_confirmed"]) == (parties.school, True)


@pytest.mark.parametrize(
    ("harms", "expected_priority"),
    [([], "P3"), (["impersonation_school"], "P2"), (["brand_misuse_only", "hate"], "P1")],
)
def test_the_most_urgent_harm_determines_the_priority(
    parties: factories.Parties, harms: list[str], expected_priority: str
) -> None:
    assert create_incident(parties.school, harm_categories=harms)["priority"] == expected_priority
