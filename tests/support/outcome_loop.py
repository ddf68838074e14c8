"""Applying outcomes one row after another through the ORM: the oracle of the set-based fan-out.

It shares the rules of `link_steps` with the product, and writes each step of each incident by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.sealed_columns import load_data_keys, set_columns, unseal_row
from services.events.log import NewEvent, append_events
from services.incidents.link_steps import OUTCOME_FIELDS, LinkStep, LinkTimes, list_remaining_steps, list_steps
from services.incidents.subject_outcomes import SubjectEscalation, load_subject_escalations
from services.jobs import enqueue_incident_outcomes
from services.models import Event, Incident, IncidentSubject
from services.policy.actor import Actor
from services.resources.incident import INCIDENT, IncidentEvent
from services.resources.incident_states import COUNTED
from services.vocabularies.organisations import DataClass
from services.vocabularies.subjects import RESOLVED_RESULTS


@dataclass(slots=True)
class Plan:
    """An incident with its links, the steps before each of them by subject id, and the time of the step after these."""

    incident: Incident
    links: Sequence[IncidentSubject]
    data_key: bytes | None
    steps: Mapping[UUID, list[LinkStep]]
    next_at: datetime | None


def apply_outcomes(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> int:
    """Do what `outcomes.apply_outcomes` does."""
    return len(take_steps(session, actor, plan_steps(session, actor, incident_ids, cause_id), cause_id))


def continue_outcomes(session: Session, actor: Actor, incident_id: UUID, cause_id: UUID) -> int:
    """Do what `outcomes.continue_outcomes` does."""
    plans = plan_steps(session, actor, [incident_id], cause_id)
    event_ids = take_steps(session, actor, plans, cause_id)
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


def plan_steps(session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID) -> list[Plan]:
    """Lock, one after another, the incidents that count, have no event of the cause and are covered; plan each."""
    plans = []
    for incident_id in sorted(incident_ids):
        statement, identity = visibility.restrict_to_visible(select(Incident), actor, INCIDENT)
        incident = session.scalars(statement.where(identity == incident_id).with_for_update(of=Incident)).one_or_none()
        done = select(Event.id).where(Event.cause_id == cause_id, Event.resource_id == incident_id)
        if (
            incident is not None
            and incident.state in COUNTED
            and session.scalars(done).first() is None
            and agreements.is_covered(session, incident.owner_id, DataClass.OUTCOME, nation=incident.nation)
        ):
            plans.append(plan_incident(session, actor, incident))
    return plans


def plan_incident(session: Session, actor: Actor, incident: Incident) -> Plan:
    """Return the plan of one incident."""
    matches = IncidentSubject.owner_id == incident.owner_id, IncidentSubject.incident_id == incident.id
    links = session.scalars(select(IncidentSubject).where(*matches)).all()
    escalations = load_subject_escalations(session, actor, [link.subject_id for link in links])
    key = (incident.owner_id, incident.id)
    return build_plan(incident, links, load_data_keys(session, [key]).get(key), escalations)


def build_plan(
    incident: Incident,
    links: Sequence[IncidentSubject],
    data_key: bytes | None,
    escalations: Mapping[UUID, Sequence[SubjectEscalation]],
) -> Plan:
    """Return the steps of each link that are due, and the time of the next one."""
    now = clock.now()
    steps, later = {}, []
    for link in links:
        times = LinkTimes(link.created_at, incident.accepted_at or now, incident.priority, incident.nation)
        all_steps = list_steps(escalations.get(link.subject_id, ()), times)
        due = [step for step in all_steps if step.shown_at <= now]
        steps[link.subject_id] = list(list_remaining_steps(due, unseal_row(data_key, IncidentSubject, link)))
        later += [step.shown_at for step in all_steps if step.shown_at > now]
    return Plan(incident, links, data_key, steps, min(later, default=None))


def take_steps(session: Session, actor: Actor, plans: Sequence[Plan], cause_id: UUID) -> Mapping[UUID, UUID]:
    """Take the steps in rounds, one step of each link in a round; return the last event by incident id."""
    event_ids: dict[UUID, UUID] = {}
    while plans:
        events = [
            event
            for plan in plans
            if (event := take_next_steps(session, plan, event_ids.get(plan.incident.id, cause_id)))
        ]
        append_events(session, actor, *events)
        event_ids |= {event.resource_id: event.id for event in events}
        plans = [plan for plan in plans if any(plan.steps.values())]
    return event_ids


def take_next_steps(session: Session, plan: Plan, cause_id: UUID) -> NewEvent | None:
    """Take each link of the incident one step further, write it, and return the event of this change."""
    changed_fields: set[str] = set()
    for link in plan.links:
        if plan.steps[link.subject_id]:
            changed_fields |= update_link(plan, link, plan.steps[link.subject_id].pop(0))
    has_moved = move_incident(session, plan.incident, plan.links)
    if changed_fields and not has_moved:
        # While the time is frozen, the second of two steps would leave the row as it is.
        flag_modified(plan.incident, "updated_at")
        flush_next_version(session, plan.incident)
    if not changed_fields and not has_moved:
        return None
    kind = IncidentEvent.ESCALATION_CHANGED if changed_fields else IncidentEvent.STATE_CHANGED
    if changed_fields & OUTCOME_FIELDS:
        kind = IncidentEvent.OUTCOME_RECORDED
    changed = {*(("subjects",) if changed_fields else ()), *(("state",) if has_moved else ())}
    details = {"state": plan.incident.state}
    return NewEvent.about(INCIDENT, plan.incident, kind, details=details, cause_id=cause_id, changed=changed)


def update_link(plan: Plan, link: IncidentSubject, step: LinkStep) -> set[str]:
    """Set the columns of the link to those of the step; return the names of the changed columns."""
    present = unseal_row(plan.data_key, IncidentSubject, link)
    changed = {name for name, value in step.columns.items() if present[name] != value}
    set_columns(plan.data_key, link, {name: step.columns[name] for name in changed})
    if "outcome_code" in changed:
        link.outcome_at = clock.now()
    return changed


def move_incident(session: Session, incident: Incident, links: Sequence[IncidentSubject]) -> bool:
    """Move the incident to the state that follows from its links; return whether its state changed."""
    state_before = incident.state
    escalated = [link for link in links if link.escalation_state]
    if escalated:
        apply_system_transition(session, incident, "escalate", "in_escalation")
    if escalated and all(link.outcome_code or link.verification for link in escalated):
        is_resolved = all(link.verification in RESOLVED_RESULTS for link in links)
        target = "resolved" if is_resolved else "partially_resolved"
        apply_system_transition(session, incident, "apply_outcome", target)
    return incident.state != state_before


def apply_system_transition(session: Session, incident: Incident, action: str, target: str) -> None:
    """Move the incident to the target state, if the state machine has such a transition from its present state."""
    if INCIDENT.machine.find_system_rule(incident.state, action, target):
        apply_transition(session, INCIDENT, incident, action, target, by="system")
