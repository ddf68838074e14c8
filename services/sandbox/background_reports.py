"""Create the reports of the background schools in a past week, and publish the statistics of that week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from services import incidents, organisations, statistics
from services.core import clock, db
from services.policy.actor import Actor
from services.queries import Keyset
from services.sandbox.organisations import HELPLINE, SandboxOrganisation

P = ParamSpec("P")
T = TypeVar("T")

WEEKS_AGO = 2
SCHOOL_DAYS = 5
FIRST_HOUR = 9
# Every fifth report is about the second platform, so that its figure too is large enough to be published.
SECOND_PLATFORM_INTERVAL = 5


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """The fields in which the background reports differ."""

    summary_neutral: str
    affected_kind: str
    affected_person: bool
    harm_categories: Sequence[str]


REPORT_TEMPLATES = (
    ReportTemplate(
        "An account uses the crest of the school and mocks a member of staff.",
        affected_kind="staff",
        affected_person=True,
        harm_categories=["impersonation_staff"],
    ),
    ReportTemplate(
        "A clip taken in a lesson was posted with insults.",
        affected_kind="staff",
        affected_person=True,
        harm_categories=["harassment_bullying", "covert_recording"],
    ),
    ReportTemplate(
        "An account pretends to speak for the school.",
        affected_kind="school_brand",
        affected_person=False,
        harm_categories=["impersonation_school"],
    ),
)


def create_background_reports(schools: Sequence[SandboxOrganisation]) -> None:
    """Create one accepted report for each school that has none, then publish every release that is due."""
    monday = _reporting_monday()
    for index, school in enumerate(schools):
        if not _call_as(school, incidents.list_incidents, Keyset(limit=1)):
            _create_accepted_report(school, index, _report_time(monday, index))
    for nation, week in _call_as(HELPLINE, statistics.list_due_releases):
        _call_as(HELPLINE, statistics.publish_release, nation, week)


def _create_accepted_report(school: SandboxOrganisation, index: int, reported_at: datetime) -> None:
    """Report an incident as the school at a given time; triage and accept it as the helpline in the next hours."""
    template = REPORT_TEMPLATES[index % len(REPORT_TEMPLATES)]
    with clock.freeze_time(reported_at):
        incident = _call_as(
            school,
            lambda session, actor: incidents.report_incident(
                session,
                actor,
                links=incidents.parse_links([{"url": _post_url(index), "role": "primary"}]),
                summary_neutral=template.summary_neutral,
                affected_kind=template.affected_kind,
                affected_person=template.affected_person,
                harm_categories=template.harm_categories,
                first_seen_at=reported_at - timedelta(hours=2),
                view_band="1k_10k",
                allegation_flag="none",
            ),
        )
    for hours, action in ((1, "triage"), (3, "accept")):
        with clock.freeze_time(reported_at + timedelta(hours=hours)):
            version = incident["version"]
            incident = _call_as(
                HELPLINE, incidents.transition_incident, incident["id"], expected_version=version, action=action
            )


def _reporting_monday() -> date:
    """Return the Monday of the week in which the background schools reported."""
    today = clock.now().date()
    return today - timedelta(days=today.weekday(), weeks=WEEKS_AGO)


def _report_time(monday: date, index: int) -> datetime:
    """Return when the school with this index reported: the reports are spread over the days of one week."""
    day, turn = index % SCHOOL_DAYS, index // SCHOOL_DAYS
    return datetime.combine(monday, time(FIRST_HOUR, index), UTC) + timedelta(days=day, minutes=40 * turn)


def _post_url(index: int) -> str:
    """Return the URL of the post that the school with this index reports."""
    if index % SECOND_PLATFORM_INTERVAL == SECOND_PLATFORM_INTERVAL - 1:
        return f"https://www.youtube.com/watch?v=sandbox{index:04}"
    return f"https://www.tiktok.com/@sandbox.background/video/{7_000_000_000_000_000_000 + index}"


def _call_as(
    organisation: SandboxOrganisation,
    function: Callable[Concatenate[Session, Actor, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call a function of services with a session and an actor for the organisation, in a transaction of its own."""

    def work(session: Session) -> T:
        """Call the function in this session."""
        return function(session, organisations.load_actor(session, organisation.id), *args, **kwargs)

    return db.run_in_transaction(organisation.id, work)
