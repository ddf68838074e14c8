"""Applying the outcomes of subjects to incidents, after whatever changed them. Running it again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.core import clock
from services.events.log import NewEvent, append_events
from services.incidents.outcome_rows import load_links, lock_incidents, write_steps
from services.incidents.step_plans import IncidentPlan, LinkedIncident, build_plan, take_due_steps
from services.incidents.subject_outcomes import load_subject_escalations
from services.jobs import enqueue_incident_outcomes
from services.models import Escalation, EscalationSubject, Incident, IncidentSubject
from services.policy.actor import Actor
from services.resources.escalation import ESCALATION
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass


def list_linked_incidents(session: Session, actor: Actor, escalation_id: UUID) -> Sequence[UUID]:
    """Return the ids of the accepted incidents with a subject of the escalation, in order."""
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
    )
    return session.scalars(statement).all()


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
    _, events = _take_due_steps(session, actor, incident_ids, cause_id)
    return len({event.resource_id for event in events})


def continue_outcomes(session: Session, actor: Actor, incident_id: UUID, cause_id: UUID) -> int:
    """Apply outcomes to one incident as `apply_outcomes` does, and add a job for its next step that appears later."""
    plans, events = _take_due_steps(session, actor, [incident_id], cause_id)
    for plan in plans:
        if plan.next_at is not None:
            enqueue_incident_outcomes(
                session,
                helpline_id=actor.organisation_id,
                incident_id=incident_id,
                cause_id=events[-1].id if events else cause_id,
                delay=plan.next_at - clock.now(),
            )
    return len({event.resource_id for event in events})


def _take_due_steps(
    session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID
) -> tuple[Sequence[IncidentPlan], Sequence[NewEvent]]:
    """Take the incidents through the steps that appear by now and write what changed; return their plans and events."""
    plans = _plan_steps(session, actor, lock_incidents(session, actor, incident_ids, cause_id))
    events = take_due_steps(plans, cause_id)
    if events:
        write_steps(session, plans)
        append_events(session, actor, *events)
    return plans, events


def _plan_steps(session: Session, actor: Actor, incidents: Sequence[LinkedIncident]) -> Sequence[IncidentPlan]:
    """Return the plan of each incident whose reporter has an agreement of its nation that covers outcomes."""
    exchanges = {(incident.owner_id, incident.nation) for incident in incidents}
    covered = agreements.find_covered(session, exchanges, DataClass.OUTCOME)
    incidents = [incident for incident in incidents if (incident.owner_id, incident.nation) in covered]
    links = load_links(session, incidents)
    subject_ids = {link["subject_id"] for incident_links in links.values() for link in incident_links}
    escalations = load_subject_escalations(session, actor, subject_ids)
    return [build_plan(incident, links[incident.id], escalations) for incident in incidents]
