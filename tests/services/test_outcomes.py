"""What became of a link reaches everybody who reported it, once, and nobody learns of anybody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services import escalations
from services.core import clock
from services.events import feed
from services.incidents.apply_outcome import apply_outcome
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


def test_one_escalation_tells_both_schools_that_reported_the_same_link(parties: factories.Parties) -> None:
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


def test_each_link_has_an_outcome_of_its_own(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())
    gone, kept = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [gone, kept])
    record_decision(parties.platform, escalation, removal_input(gone), decline_input(kept, "satire_or_commentary"))
    record_verification(parties.helpline, escalation, gone)
    run_pending_jobs()
    by_subject = {one["subject_id"]: one for one in list_links(parties.school, incident)}
    assert (by_subject[gone]["outcome_code"], by_subject[gone]["verification"]) == ("content_removed", "gone")
    assert by_subject[gone]["wording"] == "We looked again today."
    assert (by_subject[kept]["outcome_code"], by_subject[kept]["decline_reason"]) == (
        "no_action",
        "satire_or_commentary",
    )
    assert "explanation" not in by_subject[kept]


def test_telling_again_tells_nothing_new(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(incident))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(incident)[0]))
    run_pending_jobs()
    before = {name: dump_views(one) for name, one in parties.by_name().items()}
    causes = [entry["event_id"] for entry in call_as(parties.helpline, feed.read_changes, None, 1000).entries]
    for cause in [*causes, clock.new_id()]:
        assert call_as(parties.helpline, apply_outcome, [incident["id"]], cause) == 0
        tasks.fan_out_escalation(
            organisation_id=str(parties.helpline), escalation_id=str(escalation["id"]), cause_id=str(cause)
        )
        tasks.apply_incident_outcomes(
            organisation_id=str(parties.helpline), incident_id=str(incident["id"]), cause_id=str(cause)
        )
    assert {name: dump_views(one) for name, one in parties.by_name().items()} == before


def test_who_was_not_accepted_or_withdrew_is_told_nothing(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    waiting = factories.create_incident(parties.other_school, url)
    withdrawn = factories.transition_incident(parties.union, factories.create_incident(parties.union, url), "withdraw")
    before = dump_views(parties.other_school), dump_views(parties.union)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    record_decision(parties.platform, escalation, removal_input(list_subject_ids(first)[0]))
    run_pending_jobs()
    assert (dump_views(parties.other_school), dump_views(parties.union)) == before
    assert (read_state(parties.other_school, waiting), read_state(parties.union, withdrawn)) == (
        "submitted",
        "withdrawn",
    )


def test_an_incident_is_resolved_when_every_link_was_found_gone_and_not_before(parties: factories.Parties) -> None:
    incident = create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())
    one, other = list_subject_ids(incident)
    escalation = create_sent_escalation(parties.helpline, parties.platform, [one, other])
    seen = []
    steps: tuple[Callable[[], Any], ...] = (
        lambda: record_decision(parties.platform, escalation, removal_input(one)),
        lambda: record_decision(parties.platform, escalation, removal_input(other)),
        lambda: record_verification(parties.helpline, escalation, one, "gone"),
        lambda: record_verification(parties.helpline, escalation, other, "live"),
        lambda: record_verification(parties.helpline, escalation, other, "geo_blocked"),
    )
    for step in steps:
        step()
        run_pending_jobs()
        seen.append(read_state(parties.school, incident))
    assert seen == ["in_escalation", "partially_resolved", "partially_resolved", "partially_resolved", "resolved"]
    assert call_as(parties.helpline, escalations.read_escalation, escalation["id"])["state"] == "verified"


def test_a_platform_is_told_a_band_that_moves_only_when_it_changes(parties: factories.Parties) -> None:
    url = new_clip_url()
    first = create_accepted_incident(parties.helpline, parties.school, url)
    escalation = create_sent_escalation(parties.helpline, parties.platform, list_subject_ids(first))
    run_pending_jobs()

    def seen_after(reporter: UUID) -> tuple[Any, ...]:
        create_accepted_incident(parties.helpline, reporter, url)
        run_pending_jobs()
        seen = call_as(parties.platform, escalations.read_escalation, escalation["id"])
        assert "incident_count" not in seen
        return seen["source_incident_count_band"], seen["version"] - escalation["version"]

    assert [seen_after(one) for one in (parties.other_school, parties.school, parties.school)] == [
        ("2_4", 1),
        ("2_4", 1),
        ("2_4", 1),
    ]
    assert call_as(parties.helpline, escalations.read_escalation, escalation["id"])["incident_count"] == 4
    assert list_event_kinds(parties.platform) == ["escalation.sent", "escalation.scale_changed"]
