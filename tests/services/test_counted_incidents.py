"""The incidents that published counts contain: accepted ones, with a cap for each school and union."""

from __future__ import annotations

from uuid import UUID

import pytest

from services import incidents
from services.core import clock
from services.policy.actor import Kind
from services.statistics.weeks import ONE_WEEK
from tests import factories
from tests.factories import new_clip_url, new_film_url
from tests.support.service_calls import call_as
from tests.support.weekly_statistics import (
    AFTER_WEEK,
    MONDAY,
    NEXT_DURING_WEEK,
    NEXT_WEEK,
    create_government,
    create_schools,
    get_statistic,
    publish_week,
)

pytestmark = pytest.mark.usefixtures("database")


def test_a_single_report_on_another_platform_withholds_no_count_and_is_in_none(helpline: UUID) -> None:
    """Given 7 schools on one platform and 1 on another; then the total counts the 7, and no difference shows the 1."""
    *reporters, single_reporter = create_schools(helpline, 8)
    for school in reporters:
        factories.create_accepted_incident(helpline, school, new_clip_url())
    factories.create_accepted_incident(helpline, single_reporter, new_film_url())
    reader = create_government()
    publish_week(helpline)
    assert get_statistic(reader)["count"] == get_statistic(reader, platform="tiktok")["count"] == 5
    assert get_statistic(reader, platform="youtube")["suppressed"] is True


def test_one_school_can_neither_inflate_nor_withhold_a_count(helpline: UUID) -> None:
    """Given 6 schools with one incident each; when one of them brings 20 more; then it counts 4 times: 9, not 26."""
    reporters = create_schools(helpline, 6)
    for school in [*reporters, *[reporters[0]] * 20]:
        factories.create_accepted_incident(helpline, school, new_clip_url())
    publish_week(helpline)
    assert get_statistic(create_government())["count"] == 10


def test_one_union_can_neither_create_nor_inflate_a_count(helpline: UUID) -> None:
    """Given one union with incidents at 6 schools; then they are published only in a week when 4 schools report too."""
    union = factories.create_organisation(Kind.UNION, known_to=[helpline])
    factories.create_agreement(helpline, union)
    schools = create_schools(helpline, 6)
    for school in schools:
        _create_union_incident(helpline, union, school)
    with clock.freeze_time(NEXT_DURING_WEEK):
        for school in schools:
            _create_union_incident(helpline, union, school)
        for school in schools[:4]:
            factories.create_accepted_incident(helpline, school, new_clip_url())
    publish_week(helpline)
    publish_week(helpline, AFTER_WEEK + ONE_WEEK, MONDAY + ONE_WEEK)
    reader = create_government()
    assert get_statistic(reader)["suppressed"] is True
    assert get_statistic(reader, week=NEXT_WEEK)["count"] == 10


def _create_union_incident(helpline: UUID, union: UUID, school: UUID) -> None:
    """Report an incident as the union; confirm its school and accept it as the helpline."""
    incident = factories.create_incident(union, new_clip_url())
    version = incident["version"]
    call_as(helpline, incidents.amend_incident, incident["id"], expected_version=version, school_id=school)
    factories.transition_incident(helpline, incident, "triage", "accept")


def test_incidents_that_the_helpline_has_not_accepted_are_not_counted(helpline: UUID) -> None:
    for school in create_schools(helpline, 7):
        incident = factories.create_incident(school, new_clip_url())
        factories.transition_incident(helpline, incident, "triage")
    publish_week(helpline)
    assert get_statistic(create_government())["suppressed"] is True


def test_an_incident_counts_in_the_week_in_which_it_was_accepted(helpline: UUID) -> None:
    """Given reports of one week that are accepted in the next; then they count in the next, and are not lost."""
    reports = [factories.create_incident(school, new_clip_url()) for school in create_schools(helpline, 7)]
    with clock.freeze_time(NEXT_DURING_WEEK):
        for incident in reports:
            factories.transition_incident(helpline, incident, "triage", "accept")
    publish_week(helpline)
    publish_week(helpline, AFTER_WEEK + ONE_WEEK, MONDAY + ONE_WEEK)
    reader = create_government()
    assert get_statistic(reader)["suppressed"] is True
    assert get_statistic(reader, week=NEXT_WEEK)["count"] == 5


def test_a_reporter_that_withdraws_after_acceptance_withholds_no_count(helpline: UUID) -> None:
    reporters = create_schools(helpline, 5)
    for school in reporters:
        incident = factories.create_accepted_incident(helpline, school, new_clip_url())
    factories.transition_incident(reporters[-1], incident, "withdraw")
    publish_week(helpline)
    assert get_statistic(create_government())["count"] == 5


def test_incidents_that_the_helpline_closed_as_unfounded_are_not_counted(helpline: UUID) -> None:
    for school in create_schools(helpline, 5):
        incident = factories.create_accepted_incident(helpline, school, new_clip_url())
    factories.transition_incident(helpline, incident, "close_no_action", reason="unfounded")
    publish_week(helpline)
    assert get_statistic(create_government())["suppressed"] is True
