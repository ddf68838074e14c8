"""Somebody asks for a figure of a nation of its own. Only frozen ones are served; no live count exists anywhere."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import NotFound
from services.models import Release, ReleaseCell
from services.models.statistics import EVERY_PLATFORM
from services.policy import field_access
from services.policy.actions import Action
from services.policy.actor import Actor
from services.policy.permissions import is_allowed, require_permission
from services.statistics.weeks import parse_week, written_week


def read_statistic(
    session: Session, actor: Actor, *, nation: str, week: str, platform: str = EVERY_PLATFORM
) -> dict[str, Any]:
    """{nation, week, platform, count, suppressed, as_at}; NotFound for a nation that is not the actor's own.

    What is suppressed, not published yet, or was never reported answers alike, to the letter: `count` null, and
    `as_at` the moment of the newest release of the nation, whichever week that was for.
    """
    require_permission(actor, Action.STATISTICS_READ)
    if not is_allowed(actor, Action.STATISTICS_READ, nation):
        raise NotFound
    monday = parse_week(week)
    told = _told(session, actor, nation, monday, platform)
    count, as_at = told or (None, _newest(session, actor, nation))
    asked = {"nation": nation, "week": written_week(monday), "platform": platform}
    return field_access.select_granted(
        actor, "statistic", {**asked, "count": count, "suppressed": told is None, "as_at": as_at}
    )


def _told(session: Session, actor: Actor, nation: str, monday: date, platform: str) -> Any:
    statement = (
        select(ReleaseCell.count, Release.as_at)
        .join(Release, (Release.owner_id == ReleaseCell.owner_id) & (Release.id == ReleaseCell.release_id))
        .where(
            visibility.visible_to(actor, "release"),
            Release.nation == nation,
            Release.week == monday,
            ReleaseCell.platform == platform,
            ~ReleaseCell.suppressed,
        )
        .order_by(Release.version.desc(), Release.id.desc())
        .limit(1)
    )
    return session.execute(statement).one_or_none()


def _newest(session: Session, actor: Actor, nation: str) -> Any:
    statement = select(func.max(Release.as_at)).where(visibility.visible_to(actor, "release"), Release.nation == nation)
    return session.scalar(statement)
