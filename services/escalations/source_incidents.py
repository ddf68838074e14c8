"""The accepted incidents from which an escalation is made, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.models import Escalation, EscalationSubject, Incident, IncidentSubject, Subject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass

# An escalation in one of these states stands in nobody's way.
OVER = ("closed", "declined", "not_found", "not_our_service")
MINOR = frozenset({"u10", "10_11", "12", "13_15", "16_17"})


@dataclass(frozen=True, slots=True)
class Sources:
    """`platforms` by subject, for subjects of accepted incidents only; `under_way` are escalated already."""

    incident_ids: Sequence[UUID]
    harm_categories: list[str]
    suspected_minor: bool
    platforms: Mapping[UUID, str]
    under_way: frozenset[UUID]


def sources_of(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sources:
    """What the helpline knows of these subjects. Locks their incidents, so that two escalations cannot pass."""
    locked = _locked_incidents(session, actor, subject_ids)
    incidents = [incident for incident in locked if _may_pass_on(session, incident)]
    ids = [incident.id for incident in incidents]
    statement = (
        select(Subject.id, Subject.platform)
        .join(IncidentSubject, IncidentSubject.subject_id == Subject.id)
        .where(IncidentSubject.incident_id.in_(ids), Subject.id.in_(subject_ids))
    )
    harms = {harm for incident in incidents for harm in incident.harm_categories}
    minor = any((incident.poster or {}).get("age_band") in MINOR for incident in incidents)
    platforms = {row.id: row.platform for row in session.execute(statement)}
    return Sources(ids, sorted(harms), minor, platforms, _under_way(session, actor, subject_ids))


def _may_pass_on(session: Session, incident: Incident) -> bool:
    classes = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)
    return all(agreements.is_covered(session, incident.owner_id, data_class) for data_class in classes)


def _locked_incidents(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sequence[Incident]:
    link = IncidentSubject
    named = select(link.owner_id, link.incident_id).where(link.subject_id.in_(subject_ids))
    statement = (
        select(Incident)
        .where(tuple_(Incident.owner_id, Incident.id).in_(named), visibility.visible_to(actor, INCIDENT))
        .where(Incident.state.in_(COUNTED))
        .order_by(Incident.id)
        .with_for_update(of=Incident)
    )
    return session.scalars(statement).all()


def _under_way(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> frozenset[UUID]:
    part = EscalationSubject
    statement = (
        select(part.subject_id)
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .where(
            part.subject_id.in_(subject_ids),
            Escalation.owner_id == actor.organisation_id,
            Escalation.state.not_in(OVER),
            visibility.visible_to(actor, ESCALATION),
        )
    )
    return frozenset(session.scalars(statement))
