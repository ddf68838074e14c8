"""What 37 schools reported in a week that is over, put through the verbs, and the figures frozen from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from services import incidents, organisations, statistics
from services.core import clock, db
from services.policy.actor import Actor
from services.queries import Keyset
from services.sandbox.organisations import HELPLINE, Party

T = TypeVar("T")

WEEKS_AGO = 2
SCHOOL_DAYS = 5
FIRST_HOUR = 9
# One report in so many is about the second platform, enough of them that its figure can be told too.
SECOND_PLATFORM = 5

REPORTS: Sequence[dict[str, Any]] = (
    {
        "summary_neutral": "An account uses the crest of the school and mocks a member of staff.",
        "affected_kind": "staff",
        "affected_person": True,
        "harm_categories": ["impersonation_staff"],
    },
    {
        "summary_neutral": "A clip taken in a lesson was posted with insults.",
        "affected_kind": "staff",
        "affected_person": True,
        "harm_categories": ["harassment_bullying", "covert_recording"],
    },
    {
        "summary_neutral": "An account pretends to speak for the school.",
        "affected_kind": "school_brand",
        "affected_person": False,
        "harm_categories": ["impersonation_school"],
    },
)


def fill(schools: Sequence[Party]) -> None:
    """One report of each school that has none, triaged and accepted; then every release that is due."""
    monday = _monday()
    for index, school in enumerate(schools):
        if not _as(school, incidents.list_incidents, Keyset(limit=1)):
            _report_and_accept(school, index, _moment(monday, index))
    for nation, week in _as(HELPLINE, statistics.list_due_releases):
        _as(HELPLINE, statistics.publish_release, nation, week)


def _report_and_accept(school: Party, index: int, moment: datetime) -> None:
    told = {**REPORTS[index % len(REPORTS)], "first_seen_at": moment - timedelta(hours=2), "view_band": "1k_10k"}
    told["allegation_flag"] = "none"
    with clock.freeze_time(moment):
        made = _as(school, incidents.report, links=[{"url": _address(index), "role": "primary"}], **told)
    for hours, action in ((1, "triage"), (3, "accept")):
        with clock.freeze_time(moment + timedelta(hours=hours)):
            made = _as(HELPLINE, incidents.move, made["id"], expected=made["version"], action=action)


def _monday() -> date:
    today = clock.now().date()
    return today - timedelta(days=today.weekday(), weeks=WEEKS_AGO)


def _moment(monday: date, index: int) -> datetime:
    day, turn = index % SCHOOL_DAYS, index // SCHOOL_DAYS
    return datetime.combine(monday, time(FIRST_HOUR, index), UTC) + timedelta(days=day, minutes=40 * turn)


def _address(index: int) -> str:
    if index % SECOND_PLATFORM == SECOND_PLATFORM - 1:
        return f"https://www.youtube.com/watch?v=sandbox{index:04}"
    return f"https://www.tiktok.com/@sandbox.background/video/{7_000_000_000_000_000_000 + index}"


def _as(party: Party, verb: Callable[..., T], *arguments: Any, **named: Any) -> T:
    def work(session: Session) -> T:
        actor: Actor = organisations.load_actor(session, party.id)
        return verb(session, actor, *arguments, **named)

    return db.run_in_transaction(party.id, work)
