"""A government: it queries statistics of its nation, and gets only figures of published releases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.sandbox.story.actor_role import StepResult
from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.expectations import ExpectationFailed, check_equal, check_true
from services.sandbox.story.roles.bystander import Bystander

ROUNDING_STEP = 5
FUTURE = timedelta(days=70)


class Government(Bystander):
    """Sees statistics and no case."""

    releases: list[JsonObject]

    def sign_in(self) -> StepResult:
        """Sign in, and read all published releases from the beginning of the feed."""
        result = super().sign_in()
        self.feed.cursor, self.feed.last_seq = None, 0
        entries = self.feed.read_new()
        self.releases = [entry["data"] for entry in entries if entry["kind"] == "release.published"]
        return result

    def query_current_week(self) -> StepResult:
        """Check that the figures of the current and of a future week are withheld: count null and `suppressed` true."""
        now = datetime.now(UTC)
        current, future = (self._query_week(_format_week(moment)) for moment in (now, now + FUTURE))
        check_equal("figure of the current week", (current["count"], current["suppressed"]), (None, True))
        check_equal("figure of a future week", {**future, "week": current["week"]}, current)
        return StepResult(f"{current['week']}: count null, suppressed, as at {current['as_at']}")

    def query_past_weeks(self) -> StepResult:
        """Check that at least one published week has a rounded figure, which does not change when queried again."""
        figures = [self._query_week(_format_week(datetime.fromisoformat(release["week"]))) for release in self.releases]
        published = [figure for figure in figures if not figure["suppressed"]]
        if not published:
            raise ExpectationFailed(f"all {len(figures)} past weeks are suppressed: too few schools reported in each")
        for figure in published:
            is_rounded = figure["count"] > 0 and figure["count"] % ROUNDING_STEP == 0
            check_true("a published figure is rounded", is_rounded)
            check_equal("figure queried again", self._query_week(figure["week"]), figure)
        newest = published[-1]
        summary = f"{newest['week']}: count {newest['count']}, as at {newest['as_at']}"
        return StepResult(summary, {"count": newest["count"]})

    def query_other_nation(self, nation: str) -> StepResult:
        """Check that statistics of another nation are not found."""
        self.client.get("/statistics", status=404, nation=nation, week=_format_week(datetime.now(UTC)))
        return StepResult(f"404 for {nation}")

    def _query_week(self, week: str) -> JsonObject:
        """Return the figure of the government's nation in a week such as 2026-W45."""
        (nation,) = self.organisation["nations"]
        return self.client.get("/statistics", nation=nation, week=week).body


def _format_week(moment: datetime) -> str:
    """Return the ISO week of a moment in the form 2026-W45."""
    year, week, _ = moment.isocalendar()
    return f"{year:04}-W{week:02}"
