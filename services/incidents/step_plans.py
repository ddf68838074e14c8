"""Taking the links of an incident through the steps of their escalations, one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.access.optimistic_locking import flush_next_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.sealed_columns import set_columns, unseal_row
from services.events.log import NewEvent
from services.incidents.link_steps import OUTCOME_FIELDS, LinkStep, LinkTimes, list_remaining_steps, list_steps
from services.incidents.subject_outcomes import SubjectEscalation
from services.models import Incident, IncidentSubject
from services.resources.incident import INCIDENT, IncidentEvent
from services.vocabularies.subjects import RESOLVED_RESULTS


@dataclass(slots=True)
class IncidentPlan:
    """An incident with its links, and the steps that each link has still to go through, by subject id.

    `next_at` is the time at which the next step after these appears; None if there is none yet.
    """

    incident: Incident
    links: Sequence[IncidentSubject]
    data_key: bytes | None
    steps: Mapping[UUID, list[LinkStep]]
    next_at: datetime | None

    @property
    def has_steps(self) -> bool:
        """True if a link has still a step to go through."""
        return any(self.steps.values())


def build_plan(
    incident: Incident,
    links: Sequence[IncidentSubject],
    data_key: bytes | None,
    escalations: Mapping[UUID, Sequence[SubjectEscalation]],
) -> IncidentPlan:
    """Return the plan of an accepted incident at the present time; `escalations` are those of each subject."""
    now = clock.now()
    steps: dict[UUID, list[LinkStep]] = {}
    later: list[datetime] = []
    for link in links:
        times = LinkTimes(link.created_at, incident.accepted_at or now, incident.priority, incident.nation)
        all_steps = list_steps(escalations.get(link.subject_id, ()), times)
        due = [step for step in all_steps if step.shown_at <= now]
        steps[link.subject_id] = list(list_remaining_steps(due, unseal_row(data_key, IncidentSubject, link)))
        later += [step.shown_at for step in all_steps if step.shown_at > now]
    return IncidentPlan(incident, links, data_key, steps, min(later, default=None))


def take_next_steps(session: Session, plan: IncidentPlan, cause_id: UUID) -> NewEvent | None:
    """Take each link of the incident one step further; return the event of this change, None if nothing changed."""
    changed_fields: set[str] = set()
    for link in plan.links:
        if plan.steps[link.subject_id]:
            changed_fields |= _update_link(plan, link, plan.steps[link.subject_id].pop(0))
    incident = plan.incident
    has_moved = _apply_system_transitions(session, incident, plan.links)
    if changed_fields and not has_moved:
        flush_next_version(session, incident)
    if not changed_fields and not has_moved:
        return None
    kind = _choose_event_kind(changed_fields)
    changed = {*(("subjects",) if changed_fields else ()), *(("state",) if has_moved else ())}
    details = {"state": incident.state}
    return NewEvent.about(INCIDENT, incident, kind, details=details, cause_id=cause_id, changed=changed)


def _update_link(plan: IncidentPlan, link: IncidentSubject, step: LinkStep) -> set[str]:
    """Set the columns of the link to those of the step; return the names of the changed columns."""
    present = unseal_row(plan.data_key, IncidentSubject, link)
    changed = {name for name, value in step.columns.items() if present[name] != value}
    set_columns(plan.data_key, link, {name: step.columns[name] for name in changed})
    if "outcome_code" in changed:
        link.outcome_at = clock.now()
    return changed


def _apply_system_transitions(session: Session, incident: Incident, links: Sequence[IncidentSubject]) -> bool:
    """Move the incident to the state that follows from its links; return whether its state changed."""
    state_before = incident.state
    escalated = [link for link in links if link.escalation_state]
    if escalated:
        _apply_system_transition(session, incident, "escalate", "in_escalation")
    # Links that cannot be escalated, such as those to web sites, do not delay the outcome of the others.
    if escalated and all(link.outcome_code or link.verification for link in escalated):
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
