"""Names that must not appear in a text for another organisation: of reporters, of schools concerned, of employers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Executable, Select, Text, any_, bindparam, literal, or_, select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.statements import compiled_once, fetch_rows
from services.models.incident import Incident, IncidentSubject
from services.models.organisation import Organisation
from services.models.oversight import Oversight
from services.policy.actor import Actor, Kind
from services.resources.organisation import ORGANISATION
from services.text_lint import NamesToHide

# The kinds of organisation that texts must not name. Platforms, helplines and governments are public.
NAMELESS_KINDS = (Kind.SCHOOL, Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.UNION, Kind.EMPLOYER_OTHER)


def load_names_around_reporter(session: Session, actor: Actor) -> NamesToHide:
    """Return the names of the actor, of the unlisted organisations that it knows, such as its trust, and of overseers.

    Listed local authorities that do not oversee the actor, and for a helpline all organisations, are other names.
    """
    statement = _select_names_around_reporter(actor.kind).bind(me=actor.organisation_id, registered=actor.registered_id)
    return _collect_names((row["name"], row["name_cy"], row["is_involved"]) for row in fetch_rows(session, statement))


@compiled_once
def _select_names_around_reporter(kind: Kind) -> Executable:
    """Select the names that an actor of this kind can see; `me` is its tenant id, `registered` its registered id."""
    actor = visibility.actor_parameter(kind)
    is_involved = Organisation.id == bindparam("registered")
    if kind is not Kind.HELPLINE:
        overseers = select(Oversight.overseer_id).where(Oversight.owner_id == bindparam("me"))
        is_involved = or_(is_involved, ~Organisation.listed, Organisation.id.in_(overseers))
    return _select_names(is_involved, visibility.visible_to(actor, ORGANISATION))


def load_organisation_names(session: Session, actor: Actor, organisation_ids: Collection[UUID]) -> NamesToHide:
    """Return the names of the organisations that the actor can see; involved are those with the ids, and all employers.

    If only the employer behind one report were involved, the refusal of a text would reveal that employer.
    """
    is_involved = or_(Organisation.id.in_(organisation_ids), Organisation.kind == Kind.EMPLOYER_OTHER.value)
    statement = _select_names(is_involved, visibility.visible_to(actor, ORGANISATION))
    return _collect_names(tuple(row) for row in session.execute(statement))


def load_reporter_names(session: Session, actor: Actor, subject_ids: Collection[UUID]) -> NamesToHide:
    """Return the names that the actor can see; involved are the reporters of these subjects and schools concerned."""
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


def _select_names(is_involved: ColumnElement[bool], is_visible: ColumnElement[bool]) -> Select[Any]:
    """Select the names, in every language, of the visible organisations that texts must not name."""
    kinds = [kind.value for kind in NAMELESS_KINDS]
    columns: list[ColumnElement[Any]] = [Organisation.__table__.c.name, Organisation.__table__.c.name_cy]
    return select(*columns, is_involved.label("is_involved")).where(
        is_visible, Organisation.kind == any_(literal(kinds, ARRAY(Text())))
    )


def _collect_names(rows: Iterable[tuple[Any, ...]]) -> NamesToHide:
    """Return the names in rows of English name, Welsh name, and whether the organisation is involved."""
    involved: set[str] = set()
    other: set[str] = set()
    for name, name_cy, is_involved in rows:
        (involved if is_involved else other).update(filter(None, (name, name_cy)))
    return NamesToHide(frozenset(involved), frozenset(other - involved))
