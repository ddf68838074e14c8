"""Applying the outcomes of subjects to incidents, after whatever changed them. Running it again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.sealed_columns import load_data_keys, set_columns, unseal_row
from services.events.log import NewEvent, append_events
from services.incidents.subject_outcomes import (
    OUTCOME_FIELDS,
    SubjectOutcome,
    build_reporter_view,
    load_subject_outcomes,
)
from services.models import Escalation, EscalationSubject, Event, Incident, IncidentSubject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT, IncidentEvent
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass
from services.vocabularies.subjects import RESOLVED_RESULTS


def list_linked_incidents(
    session: Session, actor: Actor, escalation_id: UUID, after: UUID | None, limit: int
) -> Sequence[UUID]:
    """Return the ids of the next `limit` accepted incidents with a subject of the escalation, above the id `after`."""
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


def list_linked_escalations(session: Session, actor: Actor, incident_id: UUID) -> Sequence[UUID]:
    """Return the ids of the escalations that the actor can see and that share a subject with the incident."""
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


def apply_outcomes(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> int:
    """Update links and states of these incidents to the outcomes of their subjects; return how many incidents changed.

    Incidents whose reporter has no agreement that covers outcomes are left unchanged. `cause_id` is the event that
    changed the outcomes; incidents with an event of this cause are skipped.
    """
    incidents = _lock_incidents(session, actor, incident_ids, cause_id)
    links_by_incident = _load_links(session, incidents)
    subject_ids = {link.subject_id for links in links_by_incident.values() for link in links}
    outcomes = load_subject_outcomes(session, actor, subject_ids)
    data_keys = load_data_keys(session, [(incident.owner_id, incident.id) for incident in incidents])
    events = []
    for incident in incidents:
        if not agreements.is_covered(session, incident.owner_id, DataClass.OUTCOME):
            continue
        links = links_by_incident[incident.id]
        data_key = data_keys.get((incident.owner_id, incident.id))
        changed_fields = _update_links(incident, links, outcomes, data_key)
        has_moved = _apply_system_transitions(session, incident, links)
        if changed_fields and not has_moved:
            flush_next_version(session, incident)
        if changed_fields or has_moved:
            kind = _choose_event_kind(changed_fields)
            details = {"state": incident.state}
            changed = {*(("subjects",) if changed_fields else ()), *(("state",) if has_moved else ())}
            events.append(NewEvent.about(INCIDENT, incident, kind, details=details, cause_id=cause_id, changed=changed))
    append_events(session, actor, *events)
    return len(events)


def _lock_incidents(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> Sequence[Incident]:
    """Lock and return those of the incidents that count for escalations and have no event of this cause yet."""
    # A job that was killed runs again from the start; what it has done before stays as it is.
    done = select(Event.resource_id).where(
        Event.organisation_id == actor.organisation_id, Event.cause_id == cause_id, Event.resource == INCIDENT.name
    )
    statement, identity = visibility.restrict_to_visible(select(Incident), actor, INCIDENT)
    statement = statement.where(identity.in_(incident_ids), identity.not_in(done), Incident.state.in_(COUNTED))
    return session.scalars(statement.order_by(identity).with_for_update(of=Incident)).all()


def _load_links(session: Session, incidents: Sequence[Incident]) -> Mapping[UUID, list[IncidentSubject]]:
    """Return the links of each incident by its id."""
    links: dict[UUID, list[IncidentSubject]] = {incident.id: [] for incident in incidents}
    key = tuple_(IncidentSubject.owner_id, IncidentSubject.incident_id)
    statement = select(IncidentSubject).where(key.in_([(incident.owner_id, incident.id) for incident in incidents]))
    for link in session.scalars(statement):
        links[link.incident_id].append(link)
    return links


def _update_links(
    incident: Incident,
    links: Sequence[IncidentSubject],
    outcomes: Mapping[UUID, SubjectOutcome],
    data_key: bytes | None,
) -> set[str]:
    """Set the columns of the links to the outcomes of their subjects; return the names of the changed columns."""
    changed_fields: set[str] = set()
    for link in links:
        outcome = outcomes.get(link.subject_id)
        if outcome is None or incident.accepted_at is None:
            continue
        view = build_reporter_view(outcome, incident.accepted_at)
        present = unseal_row(data_key, IncidentSubject, link)
        changed = {name for name, value in view.items() if present[name] != value}
        set_columns(data_key, link, {name: view[name] for name in changed})
        if "outcome_code" in changed:
            link.outcome_at = clock.now()
        changed_fields |= changed
    return changed_fields


def _apply_system_transitions(session: Session, incident: Incident, links: Sequence[IncidentSubject]) -> bool:
    """Move the incident to the state that follows from its links; return whether its state changed."""
    state_before = incident.state
    escalated = [link for link in links if link.escalation_state]
    if escalated:
        _apply_system_transition(session, incident, "escalate", "in_escalation")
    # Links that cannot be escalated, such as those to web sites, do not delay the outcome of the others.
    if escalated and all(link.outcome_code for link in escalated):
        is_resolved = all(link.verification in RESOLVED_RESULTS for link in links)
        target = "resolved" if is_resolved else "partially_resolved"
        _apply_system_transition(session, incident, "apply_outcome", target)
    return incident.state != state_before


def _apply_system_transition(session: Session, incident: Incident, action: str, target: str) -> None:
    """Move the incident to the target state, if the state machine has such a transition from its present state."""
    if INCIDENT.machine.find_system_rule(incident.state, action, target):
        apply_transition(session, INCIDENT, incident, action, target, by="system")


def _choose_event_kind(changed_fields: set[str]) -> IncidentEvent:
    """Return the kind of event that describes a change of these columns, or of the state alone when there are none."""
    if changed_fields & OUTCOME_FIELDS:
        return IncidentEvent.OUTCOME_RECORDED
    return IncidentEvent.ESCALATION_CHANGED if changed_fields else IncidentEvent.STATE_CHANGED
