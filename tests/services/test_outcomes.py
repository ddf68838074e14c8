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
from tests.factories import accepted, clip, decided, declined, removed, sent, subjects_of, verified
from tests.support.jobs import run_pending_jobs
from tests.support.reporting import link, links, state, told
from tests.support.service_calls import call_as
from tests.support.snapshots import views_of


def test_one_escalation_tells_both_schools_that_reported_the_same_link(cast: factories.Cast) -> None:
    url = clip()
    first, second = accepted(cast.helpline, cast.school, url), accepted(cast.helpline, cast.other_school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first, second))
    decided(cast.platform, escalation, removed(subjects_of(first)[0]))
    run_pending_jobs()
    for school, incident in ((cast.school, first), (cast.other_school, second)):
        assert link(school, incident)["outcome_code"] == "content_removed"
        assert told(school).count("incident.outcome_recorded") == 1
    assert str(cast.other_school) not in views_of(cast.school).decode()
    assert str(second["id"]) not in views_of(cast.school).decode()
    assert second["reference"] not in views_of(cast.school).decode()


def test_each_link_has_an_outcome_of_its_own(cast: factories.Cast) -> None:
    incident = accepted(cast.helpline, cast.school, clip(), clip())
    gone, kept = subjects_of(incident)
    escalation = sent(cast.helpline, cast.platform, [gone, kept])
    decided(cast.platform, escalation, removed(gone), declined(kept, "satire_or_commentary"))
    verified(cast.helpline, escalation, gone)
    run_pending_jobs()
    by_subject = {one["subject_id"]: one for one in links(cast.school, incident)}
    assert (by_subject[gone]["outcome_code"], by_subject[gone]["verification"]) == ("content_removed", "gone")
    assert by_subject[gone]["wording"] == "We looked again today."
    assert (by_subject[kept]["outcome_code"], by_subject[kept]["decline_reason"]) == (
        "no_action",
        "satire_or_commentary",
    )
    assert "explanation" not in by_subject[kept]


def test_telling_again_tells_nothing_new(cast: factories.Cast) -> None:
    incident = accepted(cast.helpline, cast.school)
    escalation = sent(cast.helpline, cast.platform, subjects_of(incident))
    decided(cast.platform, escalation, removed(subjects_of(incident)[0]))
    run_pending_jobs()
    before = {name: views_of(one) for name, one in cast.everybody().items()}
    causes = [entry["event_id"] for entry in call_as(cast.helpline, feed.read_changes, None, 1000).entries]
    for cause in [*causes, clock.new_id()]:
        assert call_as(cast.helpline, apply_outcome, [incident["id"]], cause) == 0
        tasks.fan_out_escalation(
            organisation_id=str(cast.helpline), escalation_id=str(escalation["id"]), cause_id=str(cause)
        )
        tasks.apply_incident_outcomes(
            organisation_id=str(cast.helpline), incident_id=str(incident["id"]), cause_id=str(cause)
        )
    assert {name: views_of(one) for name, one in cast.everybody().items()} == before


def test_who_was_not_accepted_or_withdrew_is_told_nothing(cast: factories.Cast) -> None:
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    waiting = factories.reported(cast.other_school, url)
    withdrawn = factories.moved(cast.union, factories.reported(cast.union, url), "withdraw")
    before = views_of(cast.other_school), views_of(cast.union)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    decided(cast.platform, escalation, removed(subjects_of(first)[0]))
    run_pending_jobs()
    assert (views_of(cast.other_school), views_of(cast.union)) == before
    assert (state(cast.other_school, waiting), state(cast.union, withdrawn)) == ("submitted", "withdrawn")


def test_an_incident_is_resolved_when_every_link_was_found_gone_and_not_before(cast: factories.Cast) -> None:
    incident = accepted(cast.helpline, cast.school, clip(), clip())
    one, other = subjects_of(incident)
    escalation = sent(cast.helpline, cast.platform, [one, other])
    seen = []
    steps: tuple[Callable[[], Any], ...] = (
        lambda: decided(cast.platform, escalation, removed(one)),
        lambda: decided(cast.platform, escalation, removed(other)),
        lambda: verified(cast.helpline, escalation, one, "gone"),
        lambda: verified(cast.helpline, escalation, other, "live"),
        lambda: verified(cast.helpline, escalation, other, "geo_blocked"),
    )
    for step in steps:
        step()
        run_pending_jobs()
        seen.append(state(cast.school, incident))
    assert seen == ["in_escalation", "partially_resolved", "partially_resolved", "partially_resolved", "resolved"]
    assert call_as(cast.helpline, escalations.read_escalation, escalation["id"])["state"] == "verified"


def test_a_platform_is_told_a_band_that_moves_only_when_it_changes(cast: factories.Cast) -> None:
    url = clip()
    first = accepted(cast.helpline, cast.school, url)
    escalation = sent(cast.helpline, cast.platform, subjects_of(first))
    run_pending_jobs()

    def seen_after(reporter: UUID) -> tuple[Any, ...]:
        accepted(cast.helpline, reporter, url)
        run_pending_jobs()
        seen = call_as(cast.platform, escalations.read_escalation, escalation["id"])
        assert "incident_count" not in seen
        return seen["source_incident_count_band"], seen["version"] - escalation["version"]

    assert [seen_after(one) for one in (cast.other_school, cast.school, cast.school)] == [
        ("2_4", 1),
        ("2_4", 1),
        ("2_4", 1),
    ]
    assert call_as(cast.helpline, escalations.read_escalation, escalation["id"])["incident_count"] == 4
    assert told(cast.platform) == ["escalation.sent", "escalation.scale_changed"]
