"""Names that a text for somebody else must not hold: of the schools behind what it speaks of, and of employers."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.models import Incident, IncidentSubject, Organisation
from services.policy.actor import Actor, Kind
from services.resources.organisation import ORGANISATION


def load_organisation_names(session: Session, actor: Actor, organisation_ids: Collection[UUID]) -> list[str]:
    """In every language, as far as the actor knows the organisations; and the names of all employers that it knows.

    Were it only the employer behind the report that may not be named, a refusal would tell who the representative is.
    """
    columns = select(Organisation.name, Organisation.name_cy)
    named = or_(Organisation.id.in_(organisation_ids), Organisation.kind == Kind.EMPLOYER_OTHER.value)
    known = columns.where(named, visibility.visible_to(actor, ORGANISATION))
    return [name for row in session.execute(known) for name in row if name]


def load_reporter_names(session: Session, actor: Actor, subject_ids: Collection[UUID]) -> list[str]:
    """The names of those who reported these subjects, and of the schools concerned, as far as the actor knows them."""
    link = IncidentSubject
    visible = visibility.has_access(actor, "incident", link.incident_id, link.owner_id)
    concerned = (
        select(Incident.owner_id, Incident.school_id)
        .distinct()
        .join(link, (link.owner_id == Incident.owner_id) & (link.incident_id == Incident.id))
        .where(link.subject_id.in_(subject_ids), visible)
    )
    return load_organisation_names(
        session, actor, {one for row in session.execute(concerned) for one in row if one is not None}
    )
