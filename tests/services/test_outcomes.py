"""Outcomes reach every reporter of a link exactly once, and reporters cannot detect each other."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from services import escalations
from services.core import clock
from services.events import feed
from services.incidents.outcomes import apply_outcomes
from services.jobs import tasks
from tests import factories
from tests.factories import (
    create_accepted_incident,
    create_sent_escalation,
    decline_input,
    list_subject_ids,
    new_clip_url,
    record_decision,
    record_verification,
    removal_input,
)
from tests.support.incident_views import list_event_kinds, list_links, read_only_link, read_state
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as
from tests.support.snapshots import dump_views


def test_the_outcome_of_a_link_reaches_both_schools_that_reported_it(parties: factories.Parties) -> None:
    url = new_clip_url()
    first, second = (
        create_accepted_incident(parties.helpline, parties.school, url),
        create_accepted_incident(parties.helpline, parties.other_school, url),
    )
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first, second))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    run_pending_jobs()
    for school, incident in ((parties.school, first), (parties.other_school, second)):
        assert read_only_link(school, incident)["outcome_code"] == "content_removed"
        assert list_event_kinds(school).count("incident.outcome_recorded") == 1
    assert str(parties.other_school) not in dump_views(parties.school).decode()
    assert str(second["id"]) not in dump_views(parties.school).decode()
    assert second["reference"] not in dump_views(parties.school).decode()


def test_each_link_of_an_incident_has_its_own_outcome(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())
    removed, declined = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [removed, declined])
    record_decision(
        parties.platform, escalation, removal_input(removed), decline_input(declined, "satire_or_commentary")
    )
    record_verification(parties.helpline, escalation, removed)
    run_pending_jobs()
    links_by_subject = {link["subject_id"]: link for link in list_links(parties.school, incident)}
    assert (links_by_subject[removed]["outcome_code"], links_by_subject[removed]["verification"]) == (
        "content_removed",
        "gone",
    )
    assert links_by_subject[removed]["wording"] == "We looked again today."
    assert (links_by_subject[declined]["outcome_code"], links_by_subject[declined]["decline_reason"]) == (
        "no_action",
        "satire_or_commentary",
    )
    assert "explanation" not in links_by_subject[declined]


def test_applying_outcomes_again_changes_nothing(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    before = {name: dump_views(organisation) for name, organisation in parties.by_name().items()}
    causes = [entry["event_id"] for entry in call_as(parties.helpline, feed.read_changes, None, 1000).entries]
    for cause in [*causes, clock.new_id()]:
        assert call_as(parties.helpline, apply_outcomes, [incident["id"]], cause) == 0
        tasks.fan_out_escalation(
            organisation_id=str(parties.helpline), escalation_id=str(escalation["id"]), cause_id=str(cause)
        )
        tasks.apply_incident_outcomes(
            organisation_id=str(parties.helpline), incident_id=str(incident["id"]), cause_id=str(cause)
        )
    assert {name: dump_views(organisation) for name, organisation in parties.by_name().items()} == before


def test_outcomes_do_not_reach_unaccepted_and_withdrawn_incidents(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    unaccepted = factories.create_incident(parties.other_school, url)
    withdrawn = factories.transition_incident(parties.union, factories.create_incident(parties.union, url), "withdraw")
    before = dump_views(parties.other_school), dump_views(parties.union)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    run_pending_jobs()
    assert (dump_views(parties.other_school), dump_views(parties.union)) == before
    assert (read_state(parties.other_school, unaccepted), read_state(parties.union, withdrawn)) == (
        "submitted",
        "withdrawn",
    )


def test_an_incident_is_resolved_when_all_links_are_verified_as_gone(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())
    first, second = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [first, second])
    states = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: record_decision(parties.platform, escalation, removal_input(first)),
        lambda: record_decision(parties.platform, escalation, removal_input(second)),
        lambda: record_verification(parties.helpline, escalation, first, "gone"),
        lambda: record_verification(parties.helpline, escalation, second, "live"),
        lambda: record_verification(parties.helpline, escalation, second, "geo_blocked"),
    )
    for step in steps:
        step()
        run_pending_jobs()
        states.append(read_state(parties.school, incident))
    assert states == ["in_escalation", "partially_resolved", "partially_resolved", "partially_resolved", "resolved"]
    assert call_as(parties.helpline, escalations.get_escalation, escalation["id"])["state"] == "verified"


def test_platforms_see_a_count_band_and_the_version_changes_only_with_the_band(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    run_pending_jobs()

    def read_after_report(reporter: UUID) -> tuple[str, int]:
        create_accepted_incident(parties.helpline, reporter, url)
        run_pending_jobs()
        view = call_as(parties.platform, escalations.get_escalation, escalation["id"])
        assert "incident_count" not in view
        return view["source_incident_count_band"], view["version"] - escalation["version"]

    assert [read_after_report(reporter) for reporter in (parties.other_school, parties.school, parties.school)] == [
        ("2_4", 1),
        ("2_4", 1),
        ("2_4", 1),
    ]
    assert call_as(parties.helpline, escalations.get_escalation, escalation["id"])["incident_count"] == 4
    assert list_event_kinds(parties.platform) == ["escalation.sent", "escalation.scale_changed"]
