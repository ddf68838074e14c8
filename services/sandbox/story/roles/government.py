"""A government: it asks for figures of its nation, and gets what was frozen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from services.sandbox.story.expectations import Unexpected, check, holds
from services.sandbox.story.feed import Entry
from services.sandbox.story.role import Seen
from services.sandbox.story.roles.bystander import Bystander

ROUNDING = 5


class Government(Bystander):
    """Sees no case at all."""

    releases: list[Entry]

    def sign_in(self) -> Seen:
        """The releases stand in the feed from its beginning."""
        seen = super().sign_in()
        self.feed.cursor, self.feed.last_seq = None, 0
        published = [entry for entry in self.feed.new() if entry["kind"] == "release.published"]
        self.releases = [entry["data"] for entry in published]
        return seen

    def ask_for_this_week(self) -> Seen:
        """The live week, and one that has not even begun: both look like any suppressed one."""
        now = datetime.now(UTC)
        live, later = (self._figure(_week(moment)) for moment in (now, now + timedelta(days=70)))
        check("this week's figure", (live["count"], live["suppressed"]), (None, True))
        check("the figure of a week to come", {**later, "week": live["week"]}, live)
        return Seen(f"{live['week']}: count null, suppressed, as at {live['as_at']}")

    def ask_for_past_weeks(self) -> Seen:
        """The weeks that its feed names; one of them had enough schools for a figure."""
        figures = [self._figure(_week(datetime.fromisoformat(release["week"]))) for release in self.releases]
        told = [figure for figure in figures if not figure["suppressed"]]
        if not told:
            raise Unexpected(f"all of {len(figures)} past weeks are suppressed: too few schools reported in each")
        for figure in told:
            holds("a figure is rounded", figure["count"] > 0 and figure["count"] % ROUNDING == 0)
            check("the same figure asked for again", self._figure(figure["week"]), figure)
        newest = told[-1]
        return Seen(f"{newest['week']}: count {newest['count']}, as at {newest['as_at']}", {"count": newest["count"]})

    def ask_for(self, nation: str) -> Seen:
        """Another nation's figures are not there."""
        week = _week(datetime.now(UTC))
        self.caller.get("/statistics", status=404, nation=nation, week=week)
        return Seen(f"nothing of {nation}")

    def _figure(self, week: str) -> dict[str, Any]:
        (nation,) = self.organisation["nations"]
        return self.caller.get("/statistics", nation=nation, week=week).body


def _week(moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return f"{year:04}-W{week:02}"
