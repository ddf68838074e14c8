"""Making a release: counts of one nation and one closed week, suppressed and rounded before they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import any_, func, literal, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.grants import grant_access
from services.core import clock
from services.events.kinds import EventKind
from services.events.log import NewEvent, append_events
from services.models import Incident, IncidentSubject, Organisation, Release, ReleaseCell, Subject
from services.models.statistics import EVERY_PLATFORM
from services.policy.actions import Action
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission
from services.policy.suppression import ROUNDING, THRESHOLD, Cell, round_count, select_publishable
from services.statistics.weeks import WEEK, bounds, monday_of

LAG = timedelta(hours=24)
# A report that was withdrawn or found to be none is not counted as abuse.
UNCOUNTED = ("withdrawn", "closed_no_action")
# Whose feed tells of a release. Everybody else in the nation may read it too, and asks.
ANNOUNCED_TO = (Kind.GOVERNMENT, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE)

WEEKS_BACK = 8


def due_releases(session: Session, actor: Actor) -> list[tuple[str, date]]:
    """(nation, Monday) of every week of the last two months that is over and not frozen yet."""
    require_permission(actor, Action.RELEASE_MAKE)
    newest = monday_of(clock.now())
    mondays = [newest - back * WEEK for back in range(WEEKS_BACK, 0, -1)]
    due = [(nation, monday) for nation in sorted(actor.nations) for monday in mondays]
    return [(nation, monday) for nation, monday in due if _is_due(session, actor, nation, monday)]


def roll_up(session: Session, actor: Actor, nation: str, monday: date) -> UUID | None:
    """Freeze the week's counts; the release's id. None while the week is not over by a day, or is frozen already."""
    require_permission(actor, Action.RELEASE_MAKE)
    if not _is_due(session, actor, nation, monday):
        return None
    total, cells = _counted(session, actor, nation, monday)
    told = select_publishable(total, cells)
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
    told_of_it = _public_bodies(session, actor, nation)
    grant_access(session, release.owner_id, "release", release.id, write=(release.owner_id,), read=told_of_it)
    session.add(release)
    session.flush()
    session.add(_cell(release, EVERY_PLATFORM, total, "" in told))
    session.add_all(_cell(release, platform, cell, platform in told) for platform, cell in cells.items())
    append_events(session, actor, NewEvent(EventKind.RELEASE_PUBLISHED, "release", release.id, release.version))
    return release.id


def _is_due(session: Session, actor: Actor, nation: str, monday: date) -> bool:
    _, end = bounds(monday)
    if clock.now() < end + LAG:
        return False
    mine = (Release.owner_id == actor.organisation_id, visibility.visible_to(actor, "release"))
    same = select(func.count()).select_from(Release).where(Release.nation == nation, Release.week == monday, *mine)
    return not session.scalar(same)


def _counted(session: Session, actor: Actor, nation: str, monday: date) -> tuple[Cell, Mapping[str, Cell]]:
    start, end = bounds(monday)
    statement = (
        select(Incident.id, Incident.school_id, Subject.platform)
        .join(
            IncidentSubject,
            (IncidentSubject.owner_id == Incident.owner_id) & (IncidentSubject.incident_id == Incident.id),
        )
        .join(Subject, Subject.id == IncidentSubject.subject_id)
        .where(
            visibility.visible_to(actor, "incident"),
            Incident.nation == nation,
            Incident.reported_at >= start,
            Incident.reported_at < end,
            Incident.state.not_in(UNCOUNTED),
            # The threshold counts schools, so a report whose school nobody confirmed cannot be counted.
            Incident.school_confirmed,
        )
        .distinct()
    )
    rows = [(row.id, row.school_id, row.platform) for row in session.execute(statement)]
    platforms = {platform for _, _, platform in rows}
    cells = {name: _gather([row for row in rows if row[2] == name]) for name in sorted(platforms)}
    return _gather(rows), cells


def _gather(rows: Sequence[tuple[UUID, UUID, str]]) -> Cell:
    schools: dict[UUID, set[UUID]] = {}
    for incident_id, school_id, _ in rows:
        schools.setdefault(school_id, set()).add(incident_id)
    return Cell({school: frozenset(incidents) for school, incidents in schools.items()})


def _public_bodies(session: Session, actor: Actor, nation: str) -> tuple[UUID, ...]:
    statement = select(Organisation.id).where(
        Organisation.kind.in_(ANNOUNCED_TO),
        literal(nation) == any_(Organisation.nations),
        visibility.visible_to(actor, "organisation"),
    )
    return tuple(session.scalars(statement.order_by(Organisation.id)))


def _cell(release: Release, platform: str, cell: Cell, told: bool) -> ReleaseCell:
    return ReleaseCell(
        owner_id=release.owner_id,
        release_id=release.id,
        platform=platform,
        count=round_count(cell.count) if told else None,
        suppressed=not told,
    )
