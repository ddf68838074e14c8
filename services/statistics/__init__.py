"""Published statistics: weekly counts that are frozen, rounded, and suppressed where they could identify a school."""

from services.statistics.published_counts import get_statistic
from services.statistics.releases import list_due_releases, publish_release

__all__ = ["get_statistic", "list_due_releases", "publish_release"]
