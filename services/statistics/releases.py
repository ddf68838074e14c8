"""Publishing a release: the counts of one nation and one completed week, suppressed and rounded before storage."""

from __future__ import annotations

from collections.abc import Mapping
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
from services.policy.suppression import (
    ROUNDING,
    SCHOOL_CAP,
    THRESHOLD,
    Cell,
    CountedIncident,
    round_count,
    select_publishable,
)
from services.resources.incident import INCIDENT
from services.resources.organisation import ORGANISATION
from services.resources.release import PUBLISH_RELEASE, RELEASE, ReleaseEvent
from services.statistics.weeks import ONE_WEEK, get_monday, get_week_bounds

# Time between the end of a week and the publication of its counts.
PUBLICATION_DELAY = timedelta(hours=24)
# The helpline found after acceptance that there was no abuse. A withdrawal by the reporter after acceptance does not
# matter, so that no reporter can have a published count withheld.
UNCOUNTED_STATES = ("closed_no_action",)
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
    cells = _load_cells(session, actor, nation, monday)
    total, published = select_publishable(cells)
    release = Release(
        owner_id=actor.organisation_id,
        id=clock.new_id(),
        nation=nation,
        week=monday,
        version=1,
        as_at=clock.now(),
        threshold=THRESHOLD,
        rounding=ROUNDING,
        school_cap=SCHOOL_CAP,
    )
    readers = _list_public_bodies(session, actor, nation)
    grant_access(session, release.owner_id, "release", release.id, write=(release.owner_id,), read=readers)
    session.add(release)
    session.flush()
    session.add(_build_release_cell(release, EVERY_PLATFORM, total))
    session.add_all(_build_release_cell(release, platform, published.get(platform)) for platform in cells)
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


def _load_cells(session: Session, actor: Actor, nation: str, monday: date) -> Mapping[str, Cell]:
    """Return the incidents that were accepted in the week, by the platform of their subjects."""
    start, end = get_week_bounds(monday)
    statement = (
        select(Incident.id, Incident.school_id, Incident.owner_id, Incident.helpline_id, Subject.platform)
        .join(
            IncidentSubject,
            (IncidentSubject.owner_id == Incident.owner_id) & (IncidentSubject.incident_id == Incident.id),
        )
        .join(Subject, Subject.id == IncidentSubject.subject_id)
        .where(
            visibility.visible_to(actor, INCIDENT),
            Incident.nation == nation,
            Incident.accepted_at >= start,
            Incident.accepted_at < end,
            Incident.state.not_in(UNCOUNTED_STATES),
        )
        .order_by(Subject.platform)
        .distinct()
    )
    incidents: dict[str, set[CountedIncident]] = {}
    for row in session.execute(statement):
        # A report that the helpline recorded itself comes from the school, as far as the statistics are concerned.
        contributor_id = row.school_id if row.owner_id == row.helpline_id else row.owner_id
        incidents.setdefault(row.platform, set()).add(CountedIncident(row.id, row.school_id, contributor_id))
    return {platform: Cell(frozenset(counted)) for platform, counted in incidents.items()}


def _list_public_bodies(session: Session, actor: Actor, nation: str) -> tuple[UUID, ...]:
    """Return the ids of the public bodies of the nation whose feeds announce a release."""
    statement = select(Organisation.id).where(
        Organisation.kind.in_(ANNOUNCED_KINDS),
        literal(nation) == any_(Organisation.nations),
        visibility.visible_to(actor, ORGANISATION),
    )
    return tuple(session.scalars(statement.order_by(Organisation.id)))


def _build_release_cell(release: Release, platform: str, cell: Cell | None) -> ReleaseCell:
    """Return the row of one platform: the rounded count of the cell, or no count without a publishable cell."""
    return ReleaseCell(
        owner_id=release.owner_id,
        release_id=release.id,
        platform=platform,
        count=round_count(cell.count) if cell else None,
        suppressed=cell is None,
    )
