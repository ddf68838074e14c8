"""Names that must not appear in a text for another organisation: of reporters, of schools concerned, of employers."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Executable, bindparam, or_, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.statements import compiled_once, fetch_rows
from services.models.incident import Incident, IncidentSubject
from services.models.organisation import Organisation
from services.policy.actor import Actor, Kind
from services.resources.organisation import ORGANISATION


def load_own_names(session: Session, actor: Actor) -> list[str]:
    """Return the names of the acting organisation: the English one, and the Welsh one if it has one."""
    (names,) = fetch_rows(session, _select_own_names().bind(registered=actor.registered_id))
    return [name for name in names.values() if name]


@compiled_once
def _select_own_names() -> Executable:
    """Select the names of the organisation `registered`."""
    return select(Organisation.name, Organisation.name_cy).where(Organisation.id == bindparam("registered"))


def load_organisation_names(session: Session, actor: Actor, organisation_ids: Collection[UUID]) -> list[str]:
    """Return the names, in every language, of those of the organisations that the actor can see, and of all employers.

    If only the employer behind one report were forbidden, the refusal of a text would reveal that employer.
    """
    is_forbidden = or_(Organisation.id.in_(organisation_ids), Organisation.kind == Kind.EMPLOYER_OTHER.value)
    statement = select(Organisation.name, Organisation.name_cy).where(
        is_forbidden, visibility.visible_to(actor, ORGANISATION)
    )
    return [name for names in session.execute(statement) for name in names if name]


def load_reporter_names(session: Session, actor: Actor, subject_ids: Collection[UUID]) -> list[str]:
    """Return the names of the reporters of these subjects and of the schools concerned, and of all employers."""
    link = IncidentSubject
    statement = (
        select(Incident.owner_id, Incident.school_id)
        .distinct()
        .join(link, (link.owner_id == Incident.owner_id) & (link.incident_id == Incident.id))
        .where(
            link.subject_id.in_(subject_ids),
            visibility.has_access(actor, "incident", link.incident_id, link.owner_id),
        )
    )
    organisation_ids = {organisation_id for row in session.execute(statement) for organisation_id in row}
    return load_organisation_names(session, actor, organisation_ids - {None})
