"""Reading one published count. Only releases are read: there is no count of current data anywhere."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import NotFound
from services.models import Release, ReleaseCell
from services.models.statistics import EVERY_PLATFORM
from services.policy import field_access
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import is_allowed, require_permission
from services.resources.release import READ_STATISTICS, RELEASE, STATISTIC
from services.statistics.weeks import format_week, parse_week


def get_statistic(
    session: Session, actor: Actor, *, nation: str, week: str, platform: str = EVERY_PLATFORM
) -> ResourceView:
    """Return the published count of incidents of one nation (ENG, WLS, SCT, NIR) and ISO week (2026-W47).

    The fields are {nation, week, platform, count, suppressed, as_at}. A count that is suppressed, not published yet
    or zero looks the same: `count` is null, and `as_at` is that of the nation's newest release of any week.

    Raises:
        Forbidden: the actor may not read statistics.
        NotFound: the nation is not one of the actor's own.
        Invalid: there is no such week.
    """
    require_permission(actor, READ_STATISTICS)
    if not is_allowed(actor, READ_STATISTICS, nation):
        raise NotFound
    monday = parse_week(week)
    published = _find_published_count(session, actor, nation, monday, platform)
    count, as_at = published or (None, _find_newest_release_time(session, actor, nation))
    row = {
        "nation": nation,
        "week": format_week(monday),
        "platform": platform,
        "count": count,
        "suppressed": published is None,
        "as_at": as_at,
    }
    return field_access.select_granted(actor, STATISTIC, row)


def _find_published_count(
    session: Session, actor: Actor, nation: str, monday: date, platform: str
) -> tuple[int | None, datetime] | None:
    """Return (count, as_at) from the newest release of the week; None when it is suppressed or not published."""
    statement = (
        select(ReleaseCell.count, Release.as_at)
        .join(Release, (Release.owner_id == ReleaseCell.owner_id) & (Release.id == ReleaseCell.release_id))
        .where(
            visibility.visible_to(actor, RELEASE),
            Release.nation == nation,
            Release.week == monday,
            ReleaseCell.platform == platform,
            ~ReleaseCell.suppressed,
        )
        .order_by(Release.version.desc(), Release.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def _find_newest_release_time(session: Session, actor: Actor, nation: str) -> datetime | None:
    """Return `as_at` of the nation's newest release; None when there is none."""
    statement = select(func.max(Release.as_at)).where(visibility.visible_to(actor, RELEASE), Release.nation == nation)
    return session.scalar(statement)
