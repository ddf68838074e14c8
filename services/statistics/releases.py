"""Publishing a release: the counts of one nation and one completed week, suppressed and rounded before storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import any_, func, literal, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.grants import grant_access
from services.core import clock
from services.events.log import NewEvent, append_events
from services.models import Incident, IncidentSubject, Organisation, Release, ReleaseCell, Subject
from services.models.statistics import EVERY_PLATFORM
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission
from services.policy.suppression import ROUNDING, THRESHOLD, Cell, round_count, select_publishable
from services.resources.incident import INCIDENT
from services.resources.organisation import ORGANISATION
from services.resources.release import PUBLISH_RELEASE, RELEASE, ReleaseEvent
from services.statistics.weeks import ONE_WEEK, get_monday, get_week_bounds

# Time between the end of a week and the publication of its counts.
PUBLICATION_DELAY = timedelta(hours=24)
# Withdrawn and unfounded reports are not counted as abuse.
UNCOUNTED_STATES = ("withdrawn", "closed_no_action")
# Kinds of organisation whose feeds announce a release. Everybody else in the nation can read it, without an entry.
ANNOUNCED_KINDS = (Kind.GOVERNMENT, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE)
MAX_WEEKS_BACK = 8


def list_due_releases(session: Session, actor: Actor) -> list[tuple[str, date]]:
    """Return (nation, Monday) of each of the last 8 weeks that the helpline can publish and has not published yet.

    Raises:
        Forbidden: the actor is not a helpline.
    """
    require_permission(actor, PUBLISH_RELEASE)
    current_monday = get_monday(clock.now())
    mondays = [current_monday - weeks * ONE_WEEK for weeks in range(MAX_WEEKS_BACK, 0, -1)]
    candidates = [(nation, monday) for nation in sorted(actor.nations) for monday in mondays]
    return [(nation, monday) for nation, monday in candidates if _is_due(session, actor, nation, monday)]


def publish_release(session: Session, actor: Actor, nation: str, monday: date) -> UUID | None:
    """Store the counts of the nation's week, suppressed and rounded, and return the id of the release.

    Return None while the week ended less than 24 hours ago, and when the helpline has published it already.

    Raises:
        Forbidden: the actor is not a helpline.
    """
    require_permission(actor, PUBLISH_RELEASE)
    if not _is_due(session, actor, nation, monday):
        return None
    total, cells = _count_incidents(session, actor, nation, monday)
    publishable = select_publishable(total, cells)
    release = Release(
        owner_id=actor.organisation_id,
        id=clock.new_id(),
        nation=nation,
        week=monday,
        version=1,
        as_at=clock.now(),
        threshold=THRESHOLD,
        rounding=ROUNDING,
    )
    readers = _list_public_bodies(session, actor, nation)
    grant_access(session, release.owner_id, "release", release.id, write=(release.owner_id,), read=readers)
    session.add(release)
    session.flush()
    session.add(_build_release_cell(release, EVERY_PLATFORM, total, is_publishable="" in publishable))
    session.add_all(
        _build_release_cell(release, platform, cell, is_publishable=platform in publishable)
        for platform, cell in cells.items()
    )
    append_events(session, actor, NewEvent.about(RELEASE, release, ReleaseEvent.PUBLISHED))
    return release.id


def _is_due(session: Session, actor: Actor, nation: str, monday: date) -> bool:
    """Return whether the week ended at least 24 hours ago and the actor has not published it yet."""
    _, end = get_week_bounds(monday)
    if clock.now() < end + PUBLICATION_DELAY:
        return False
    own_releases = select(func.count()).where(
        Release.nation == nation,
        Release.week == monday,
        Release.owner_id == actor.organisation_id,
        visibility.visible_to(actor, RELEASE),
    )
    return not session.scalar(own_releases)


def _count_incidents(session: Session, actor: Actor, nation: str, monday: date) -> tuple[Cell, Mapping[str, Cell]]:
    """Count the incidents that were reported in the week: in total, and by the platform of their subjects."""
    start, end = get_week_bounds(monday)
    statement = (
        select(Incident.id, Incident.school_id, Subject.platform)
        .join(
            IncidentSubject,
            (IncidentSubject.owner_id == Incident.owner_id) & (IncidentSubject.incident_id == Incident.id),
        )
        .join(Subject, Subject.id == IncidentSubject.subject_id)
        .where(
            visibility.visible_to(actor, INCIDENT),
            Incident.nation == nation,
            Incident.reported_at >= start,
            Incident.reported_at < end,
            Incident.state.not_in(UNCOUNTED_STATES),
            # The threshold counts schools, so an incident without a confirmed school cannot be counted.
            Incident.school_confirmed,
        )
        .distinct()
    )
    rows = [(row.id, row.school_id, row.platform) for row in session.execute(statement)]
    platforms = {platform for _, _, platform in rows}
    cells = {platform: _group_by_school([row for row in rows if row[2] == platform]) for platform in sorted(platforms)}
    return _group_by_school(rows), cells


def _group_by_school(rows: Sequence[tuple[UUID, UUID, str]]) -> Cell:
    """Return the incidents of each school from rows of (incident id, school id, platform)."""
    incidents_by_school: dict[UUID, set[UUID]] = {}
    for incident_id, school_id, _ in rows:
        incidents_by_school.setdefault(school_id, set()).add(incident_id)
    return Cell({school_id: frozenset(incidents) for school_id, incidents in incidents_by_school.items()})


def _list_public_bodies(session: Session, actor: Actor, nation: str) -> tuple[UUID, ...]:
    """Return the ids of the public bodies of the nation whose feeds announce a release."""
    statement = select(Organisation.id).where(
        Organisation.kind.in_(ANNOUNCED_KINDS),
        literal(nation) == any_(Organisation.nations),
        visibility.visible_to(actor, ORGANISATION),
    )
    return tuple(session.scalars(statement.order_by(Organisation.id)))


def _build_release_cell(release: Release, platform: str, cell: Cell, *, is_publishable: bool) -> ReleaseCell:
    """Return the row of one platform: the rounded count, or no count when it must be suppressed."""
    return ReleaseCell(
        owner_id=release.owner_id,
        release_id=release.id,
        platform=platform,
        count=round_count(cell.count) if is_publishable else None,
        suppressed=not is_publishable,
    )
