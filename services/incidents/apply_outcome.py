"""What became of the links reaches the incidents. Serves every cause alike, and run again it adds nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.events.log import NewEvent, append_events
from services.incidents.subject_outcomes import OUTCOME, standings, told
from services.models import Escalation, EscalationSubject, Event, Incident, IncidentSubject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT, IncidentEvent
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass
from services.vocabularies.subjects import RESOLVED_RESULTS


def linked_incidents(
    session: Session, actor: Actor, escalation_id: UUID, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """The next incidents, in the order of their ids, that name a subject of the escalation."""
    part, link = EscalationSubject, IncidentSubject
    statement = (
        select(Incident.id)
        .distinct()
        .join(link, (link.owner_id == Incident.owner_id) & (link.incident_id == Incident.id))
        .join(part, part.subject_id == link.subject_id)
        .join(Escalation, (Escalation.owner_id == part.owner_id) & (Escalation.id == part.escalation_id))
        .where(
            Escalation.id == escalation_id,
            visibility.visible_to(actor, ESCALATION),
            visibility.visible_to(actor, INCIDENT),
            Incident.state.in_(COUNTED),
        )
        .order_by(Incident.id)
        .limit(limit)
    )
    return session.scalars(statement.where(Incident.id > after) if after else statement).all()


def escalations_of(session: Session, actor: Actor, incident_id: UUID) -> Sequence[UUID]:
    """The escalations that name a subject of the incident."""
    part, link = EscalationSubject, IncidentSubject
    statement = (
        select(part.escalation_id)
        .distinct()
        .join(link, link.subject_id == part.subject_id)
        .where(
            link.incident_id == incident_id,
            visibility.has_access(actor, "incident", link.incident_id, link.owner_id),
            visibility.has_access(actor, "escalation", part.escalation_id, part.owner_id),
        )
        .order_by(part.escalation_id)
    )
    return session.scalars(statement).all()


def apply_outcome(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> int:
    """Bring the links of these incidents, and the incidents, to where their subjects stand; how many changed."""
    incidents = _locked(session, actor, incident_ids, cause_id)
    links = _links(session, incidents)
    known = standings(session, actor, {link.subject_id for of_one in links.values() for link in of_one})
    happenings = []
    for incident in incidents:
        if not agreements.is_covered(session, incident.owner_id, DataClass.OUTCOME):
            continue
        changed = _update(incident, links[incident.id], known)
        moved = _advance(session, incident, links[incident.id])
        if changed and not moved:
            flush_next_version(session, incident)
        if changed or moved:
            details = {"state": incident.state}
            kind = _kind(changed)
            happenings.append(NewEvent(kind, "incident", incident.id, incident.version, details, cause_id))
    append_events(session, actor, *happenings)
    return len(happenings)


def _locked(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> Sequence[Incident]:
    # What this cause has done already is left alone: a job that was killed runs again from the start.
    done = select(Event.resource_id).where(
        Event.organisation_id == actor.organisation_id, Event.cause_id == cause_id, Event.resource == "incident"
    )
    visible, identity = visibility.restrict_to_visible(select(Incident), actor, INCIDENT)
    statement = visible.where(identity.in_(incident_ids), identity.not_in(done), Incident.state.in_(COUNTED))
    return session.scalars(statement.order_by(identity).with_for_update(of=Incident)).all()


def _links(session: Session, incidents: Sequence[Incident]) -> Mapping[UUID, list[IncidentSubject]]:
    by_incident: dict[UUID, list[IncidentSubject]] = {incident.id: [] for incident in incidents}
    key = tuple_(IncidentSubject.owner_id, IncidentSubject.incident_id)
    statement = select(IncidentSubject).where(key.in_([(incident.owner_id, incident.id) for incident in incidents]))
    for link in session.scalars(statement):
        by_incident[link.incident_id].append(link)
    return by_incident


def _update(incident: Incident, links: Sequence[IncidentSubject], known: Mapping[UUID, Mapping[str, Any]]) -> set[str]:
    changed: set[str] = set()
    for link in links:
        standing = known.get(link.subject_id)
        if standing is None or incident.accepted_at is None:
            continue
        now = told(standing, incident.accepted_at)
        different = {name for name, value in now.items() if getattr(link, name) != value}
        for name in different:
            setattr(link, name, now[name])
        if "outcome_code" in different:
            link.outcome_at = clock.now()
        changed |= different
    return changed


def _advance(session: Session, incident: Incident, links: Sequence[IncidentSubject]) -> bool:
    before = incident.state
    escalated = [link for link in links if link.escalation_state]
    if escalated:
        _take(session, incident, "escalate", "in_escalation")
    # A link that no channel takes, such as one of a web site, does not keep the others waiting.
    if escalated and all(link.outcome_code for link in escalated):
        gone = all(link.verification in RESOLVED_RESULTS for link in links)
        _take(session, incident, "apply_outcome", "resolved" if gone else "partially_resolved")
    return incident.state != before


def _take(session: Session, incident: Incident, action: str, target: str) -> None:
    if INCIDENT.machine.find_system_rule(incident.state, action, target):
        apply_transition(session, INCIDENT, incident, action, target, by="system")


def _kind(changed: set[str]) -> IncidentEvent:
    if changed.intersection(OUTCOME):
        return IncidentEvent.OUTCOME_RECORDED
    return IncidentEvent.ESCALATION_CHANGED if changed else IncidentEvent.STATE_CHANGED
