"""Taking the links of an incident through the steps of their escalations, one after another. Pure functions.

The plan of an incident changes as its steps are taken; `outcome_rows` writes what has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.access.transitions import build_transition
from services.core import clock
from services.events.log import NewEvent
from services.incidents.link_steps import OUTCOME_FIELDS, LinkStep, LinkTimes, list_remaining_steps, list_steps
from services.incidents.subject_outcomes import SubjectEscalation
from services.resources.incident import INCIDENT, IncidentEvent
from services.vocabularies.subjects import RESOLVED_RESULTS

# The columns of a link to a subject, with its texts in clear.
Link = dict[str, Any]


@dataclass(slots=True)
class LinkedIncident:
    """The columns of an incident that its steps depend on, or change. `read_version` is that before the steps."""

    owner_id: UUID
    id: UUID
    nation: str
    priority: str
    accepted_at: datetime | None
    state: str
    version: int
    read_version: int

    @property
    def has_changed(self) -> bool:
        """True if a step has changed the incident or one of its links."""
        return self.version != self.read_version


@dataclass(slots=True)
class IncidentPlan:
    """An incident with its links, and the steps that each link has still to go through, by subject id.

    `next_at` is the time at which the next step after these appears; None if there is none yet. `changed_links` are
    the subject ids of the links that the steps changed, `transitions` the rows that they add to the history.
    """

    incident: LinkedIncident
    links: Sequence[Link]
    steps: Mapping[UUID, list[LinkStep]]
    next_at: datetime | None
    changed_links: set[UUID] = field(default_factory=set)
    transitions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def has_steps(self) -> bool:
        """True if a link has still a step to go through."""
        return any(self.steps.values())


def build_plan(
    incident: LinkedIncident, links: Sequence[Link], escalations: Mapping[UUID, Sequence[SubjectEscalation]]
) -> IncidentPlan:
    """Return the plan of an accepted incident at the present time; `escalations` are those of each subject."""
    now = clock.now()
    steps: dict[UUID, list[LinkStep]] = {}
    later: list[datetime] = []
    for link in links:
        times = LinkTimes(link["created_at"], incident.accepted_at or now, incident.priority, incident.nation)
        all_steps = list_steps(escalations.get(link["subject_id"], ()), times)
        due = [step for step in all_steps if step.shown_at <= now]
        steps[link["subject_id"]] = list(list_remaining_steps(due, link))
        later += [step.shown_at for step in all_steps if step.shown_at > now]
    return IncidentPlan(incident, links, steps, min(later, default=None))


def take_due_steps(plans: Sequence[IncidentPlan], cause_id: UUID) -> list[NewEvent]:
    """Take all steps of the plans, one step of each link in a round; return the events of the changes, in order.

    Each step has a version and an event of its own, so that the number of jobs between two steps does not show. Its
    cause is the event of the step before it, that of the first step is `cause_id`.
    """
    events: list[NewEvent] = []
    causes: dict[UUID, UUID] = {}
    while plans:
        for plan in plans:
            if event := _take_next_steps(plan, causes.get(plan.incident.id, cause_id)):
                causes[plan.incident.id] = event.id
                events.append(event)
        plans = [plan for plan in plans if plan.has_steps]
    return events


def _take_next_steps(plan: IncidentPlan, cause_id: UUID) -> NewEvent | None:
    """Take each link of the incident one step further; return the event of this change, None if nothing changed."""
    changed_fields: set[str] = set()
    for link in plan.links:
        if plan.steps[link["subject_id"]]:
            changed_fields |= _update_link(plan, link, plan.steps[link["subject_id"]].pop(0))
    incident = plan.incident
    has_moved = _apply_system_transitions(plan)
    if changed_fields and not has_moved:
        incident.version += 1
    if not changed_fields and not has_moved:
        return None
    kind = _choose_event_kind(changed_fields)
    changed = {*(("subjects",) if changed_fields else ()), *(("state",) if has_moved else ())}
    details = {"state": incident.state}
    return NewEvent.about(INCIDENT, incident, kind, details=details, cause_id=cause_id, changed=changed)


def _update_link(plan: IncidentPlan, link: Link, step: LinkStep) -> set[str]:
    """Set the columns of the link to those of the step; return the names of the changed columns."""
    changed = {name for name, value in step.columns.items() if link[name] != value}
    link.update(step.columns)
    if "outcome_code" in changed:
        link["outcome_at"] = clock.now()
    if changed:
        plan.changed_links.add(link["subject_id"])
    return changed


def _apply_system_transitions(plan: IncidentPlan) -> bool:
    """Move the incident to the state that follows from its links; return whether its state changed."""
    state_before = plan.incident.state
    escalated = [link for link in plan.links if link["escalation_state"]]
    if escalated:
        _apply_system_transition(plan, "escalate", "in_escalation")
    # Links that cannot be escalated, such as those to web sites, do not delay the outcome of the others.
    if escalated and all(link["outcome_code"] or link["verification"] for link in escalated):
        is_resolved = all(link["verification"] in RESOLVED_RESULTS for link in plan.links)
        target = "resolved" if is_resolved else "partially_resolved"
        _apply_system_transition(plan, "apply_outcome", target)
    return plan.incident.state != state_before


def _apply_system_transition(plan: IncidentPlan, action: str, target: str) -> None:
    """Move the incident to the target state, if the state machine has such a transition from its present state."""
    incident, source = plan.incident, plan.incident.state
    if INCIDENT.machine.find_system_rule(source, action, target):
        incident.state = target
        incident.version += 1
        plan.transitions.append(build_transition(INCIDENT, incident, action, source, by="system"))


def _choose_event_kind(changed_fields: set[str]) -> IncidentEvent:
    """Return the kind of event that describes a change of these columns, or of the state alone when there are none."""
    if changed_fields & OUTCOME_FIELDS:
        return IncidentEvent.OUTCOME_RECORDED
    return IncidentEvent.ESCALATION_CHANGED if changed_fields else IncidentEvent.STATE_CHANGED
