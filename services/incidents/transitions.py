"""Taking one transition of the state machine of an incident, as an actor requests it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.optimistic_locking import require_version
from services.access.transitions import apply_transition
from services.core import clock
from services.core.errors import Invalid
from services.events.log import NewEvent, append_events
from services.incidents.reporters import get_reporter_kind
from services.jobs import enqueue_incident_outcomes
from services.models import Incident
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.queries.organisation_names import load_organisation_names
from services.resources.incident import INCIDENT, TRANSITION_INCIDENT, IncidentEvent
from services.text_lint import lint
from services.vocabularies.organisations import DataClass

# Actions that change which incidents count for an escalation, or which escalations apply to an incident.
COUNT_CHANGING_ACTIONS = frozenset({"accept", "withdraw", "close_no_action"})
EVENT_BY_ACTION = {"request_information": IncidentEvent.INFORMATION_REQUESTED}


def transition_incident(
    session: Session,
    actor: Actor,
    incident_id: UUID,
    *,
    expected_version: int,
    action: str,
    reason: str | None = None,
    note: str | None = None,
) -> ResourceView:
    """Take the action on the incident and return it. `note` is a text for the other organisations that can see it.

    Raises:
        NotFound: the actor cannot see the incident.
        Forbidden: the actor may never take this action.
        StaleVersion: the incident has another version than expected.
        Conflict: the present state does not allow the action; the error lists the allowed ones.
        Invalid: the action or reason is unknown, or the note fails the text lint.
        NoAgreement: a reporter sends a note, and its agreement with the helpline no longer covers incidents.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    require_permission(actor, TRANSITION_INCIDENT, incident)
    require_version(incident, expected_version)
    rule = INCIDENT.machine.require_rule(actor, incident, action, reason)
    if note is not None:
        _validate_note(session, actor, incident, note)
    (target,) = rule.targets
    if action == "accept":
        incident.accepted_at = clock.now()
    if target == "closed_no_action":
        incident.closure_reason = reason
    by = get_reporter_kind(actor).value
    apply_transition(session, INCIDENT, incident, action, target, by=by, reason=reason, note=note)
    kind = EVENT_BY_ACTION.get(action, IncidentEvent.STATE_CHANGED)
    changed = {"state", *(("closure_reason",) if incident.closure_reason else ()), *(("note",) if note else ())}
    event = NewEvent.about(
        INCIDENT,
        incident,
        kind,
        details={"action": action, "state": target},
        changed=changed,
        created={"transition_version": incident.version},
    )
    append_events(session, actor, event)
    if action in COUNT_CHANGING_ACTIONS:
        enqueue_incident_outcomes(session, helpline_id=incident.helpline_id, incident_id=incident.id, cause_id=event.id)
    return queries.get_one(session, actor, INCIDENT, incident.id)


def _validate_note(session: Session, actor: Actor, incident: Incident, note: str) -> None:
    """Raise Invalid for a note that fails the text lint, and NoAgreement for one that the helpline may not be sent."""
    if incident.owner_id == actor.organisation_id:
        agreements.require_agreement(session, incident.helpline_id, DataClass.INCIDENT_CORE, nation=incident.nation)
    organisation_ids = {incident.owner_id, *([incident.school_id] if incident.school_id else [])}
    names = load_organisation_names(session, actor, organisation_ids)
    if field_errors := lint(note, pointer="/note", names=names):
        raise Invalid(field_errors=field_errors)
