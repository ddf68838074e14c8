"""Applying the outcomes of subjects to incidents, after whatever changed them. Running it again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.core import clock
from services.core.sealed_columns import load_data_keys
from services.events.log import append_events
from services.incidents.step_plans import IncidentPlan, build_plan, take_next_steps
from services.incidents.subject_outcomes import load_subject_escalations
from services.jobs import enqueue_incident_outcomes
from services.models import Escalation, EscalationSubject, Event, Incident, IncidentSubject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass


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
    """Take the links of these incidents through the steps that appear by now; return how many incidents changed.

    Incidents whose reporter has no agreement that covers outcomes are left unchanged. `cause_id` is the event that
    changed the outcomes; incidents with an event of this cause are skipped.
    """
    return len(_take_due_steps(session, actor, _plan_steps(session, actor, incident_ids, cause_id), cause_id))


def continue_outcomes(session: Session, actor: Actor, incident_id: UUID, cause_id: UUID) -> int:
    """Apply outcomes to one incident as `apply_outcomes` does, and add a job for its next step that appears later."""
    plans = _plan_steps(session, actor, [incident_id], cause_id)
    event_ids = _take_due_steps(session, actor, plans, cause_id)
    for plan in plans:
        if plan.next_at is not None:
            enqueue_incident_outcomes(
                session,
                helpline_id=actor.organisation_id,
                incident_id=incident_id,
                cause_id=event_ids.get(incident_id, cause_id),
                delay=plan.next_at - clock.now(),
            )
    return len(event_ids)


def _plan_steps(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> Sequence[IncidentPlan]:
    """Lock the incidents that may change, and return the plan of each."""
    incidents = _lock_incidents(session, actor, incident_ids, cause_id)
    links = _load_links(session, incidents)
    subject_ids = {link.subject_id for incident_links in links.values() for link in incident_links}
    escalations = load_subject_escalations(session, actor, subject_ids)
    data_keys = load_data_keys(session, [(incident.owner_id, incident.id) for incident in incidents])
    return [
        build_plan(incident, links[incident.id], data_keys.get((incident.owner_id, incident.id)), escalations)
        for incident in incidents
        if agreements.is_covered(session, incident.owner_id, DataClass.OUTCOME, nation=incident.nation)
    ]


def _take_due_steps(
    session: Session, actor: Actor, plans: Sequence[IncidentPlan], cause_id: UUID
) -> Mapping[UUID, UUID]:
    """Take all steps of the plans; return the last event about each changed incident, by incident id.

    Each step has a version and an event of its own, so that the number of jobs between two steps does not show.
    """
    event_ids: dict[UUID, UUID] = {}
    while plans:
        events = [
            event
            for plan in plans
            if (event := take_next_steps(session, plan, event_ids.get(plan.incident.id, cause_id)))
        ]
        # The recipients of later rounds are among those of the first, so the order of locks on feed heads is kept.
        append_events(session, actor, *events)
        event_ids |= {event.resource_id: event.id for event in events}
        plans = [plan for plan in plans if plan.has_steps]
    return event_ids


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
