"""The accepted incidents from which an escalation is made, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.models import Escalation, EscalationSubject, Incident, IncidentSubject, Subject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass

# A subject whose escalations are all in one of these states can be escalated again.
FINISHED_STATES = ("cancelled", "closed", "declined", "not_found", "not_our_service")
MINOR_AGE_BANDS = frozenset({"u10", "10_11", "12", "13_15", "16_17"})


@dataclass(frozen=True, slots=True)
class Sources:
    """The incidents behind a set of subjects.

    `platform_by_subject` and `accepted_at_by_subject`, the time of the latest acceptance, hold the subjects of accepted
    incidents only; `escalated_subject_ids` those of the set that are part of an open escalation.
    """

    incident_ids: Sequence[UUID]
    harm_categories: list[str]
    suspected_minor: bool
    nations: frozenset[str]
    platform_by_subject: Mapping[UUID, str]
    accepted_at_by_subject: Mapping[UUID, datetime]
    escalated_subject_ids: frozenset[UUID]


def load_sources(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sources:
    """Lock and summarize the accepted incidents with these subjects that agreements let the helpline pass on.

    The locks keep two concurrent escalations from using the same subject.
    """
    incidents = [
        incident for incident in _lock_incidents(session, actor, subject_ids) if _may_pass_on(session, incident)
    ]
    incident_ids = [incident.id for incident in incidents]
    statement = (
        select(Subject.id, Subject.platform, func.max(Incident.accepted_at).label("accepted_at"))
        .join(IncidentSubject, IncidentSubject.subject_id == Subject.id)
        .join(
            Incident,
            (Incident.owner_id == IncidentSubject.owner_id) & (Incident.id == IncidentSubject.incident_id),
        )
        .where(Incident.id.in_(incident_ids), Subject.id.in_(subject_ids))
        .group_by(Subject.id)
    )
    subjects = session.execute(statement).all()
    return Sources(
        incident_ids=incident_ids,
        harm_categories=sorted({harm for incident in incidents for harm in incident.harm_categories}),
        suspected_minor=any((incident.poster or {}).get("age_band") in MINOR_AGE_BANDS for incident in incidents),
        nations=frozenset(incident.nation for incident in incidents),
        platform_by_subject={row.id: row.platform for row in subjects},
        accepted_at_by_subject={row.id: row.accepted_at for row in subjects},
        escalated_subject_ids=_find_escalated_subjects(session, actor, subject_ids),
    )


def _may_pass_on(session: Session, incident: Incident) -> bool:
    """Return whether the agreement with the reporter still covers the data that an escalation contains."""
    data_classes = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR)
    return agreements.is_covered(session, incident.owner_id, *data_classes, nation=incident.nation)


def _lock_incidents(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sequence[Incident]:
    """Lock and return the accepted incidents with one of these subjects, in the order of their ids."""
    link = IncidentSubject
    incident_keys = select(link.owner_id, link.incident_id).where(link.subject_id.in_(subject_ids))
    statement = (
        select(Incident)
        .where(tuple_(Incident.owner_id, Incident.id).in_(incident_keys), visibility.visible_to(actor, INCIDENT))
        .where(Incident.state.in_(COUNTED))
        .order_by(Incident.id)
        .with_for_update(of=Incident)
    )
    return session.scalars(statement).all()


def _find_escalated_subjects(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of the subjects that are part of an open escalation of the helpline."""
    part = EscalationSubject
    statement = (
        select(part.subject_id)
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .where(
            part.subject_id.in_(subject_ids),
            Escalation.owner_id == actor.organisation_id,
            Escalation.state.not_in(FINISHED_STATES),
            visibility.visible_to(actor, ESCALATION),
        )
    )
    return frozenset(session.scalars(statement))
