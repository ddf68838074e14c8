"""Incidents: reported, read, corrected, moved on, and the card of the person concerned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import Doorway
from api.context import Call
from api.schemas.incidents import Incident, IncidentChanges, IncidentFilters, IncidentSubject, NewIncident, NewLink
from api.schemas.member_cases import Card, NewCard
from api.schemas.transitions import Move, Transitions
from services import incidents, member_cases

doorway = Doorway("incidents", "Records that a member of staff or a school is targeted.")


@doorway.operation(
    "POST", "/incidents", scope="incidents:create", body=NewIncident, answers=(201, Incident), creates="incident"
)
def report_incident(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    """Report an incident.

    Schools and other employers report for themselves, unions for their members. The helpline finds it in its feed at
    once. In immediate danger call 999 first.
    """
    return incidents.report(call.session, call.actor, **body)


@doorway.operation(
    "GET", "/incidents", scope="incidents:read", query=IncidentFilters, answers=(200, Incident), paged=True, synced=True
)
def list_incidents(call: Call, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The incidents that you may see.

    Newest first. A filter takes several values, separated by commas; different filters must all fit.
    """
    return incidents.list_incidents(call.session, call.actor, call.keyset, **query)


@doorway.operation("GET", "/incidents/{incident_id}", scope="incidents:read", answers=(200, Incident))
def read_incident(call: Call, incident_id: UUID) -> dict[str, Any]:
    """One incident.

    With what became of each of its links.
    """
    return incidents.read_incident(call.session, call.actor, incident_id)


@doorway.operation(
    "PATCH",
    "/incidents/{incident_id}",
    scope="incidents:update",
    body=IncidentChanges,
    answers=(200, Incident),
    versioned=True,
)
def amend_incident(call: Call, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Correct an incident.

    The reporter corrects what it told, the helpline how it is classified.
    """
    return incidents.amend(call.session, call.actor, incident_id, expected=call.expected_version, **body)


@doorway.operation(
    "POST",
    "/incidents/{incident_id}/subjects",
    scope="incidents:update",
    body=NewLink,
    answers=(201, IncidentSubject),
    creates="incident",
)
def add_subject(call: Call, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Add a link to an incident.

    Whether anybody else reported the same link makes no difference that could be seen here.
    """
    return incidents.add_subject(call.session, call.actor, incident_id, **body)


@doorway.operation(
    "GET", "/incidents/{incident_id}/subjects", scope="incidents:read", answers=(200, IncidentSubject), listed=True
)
def list_subjects(call: Call, incident_id: UUID) -> list[dict[str, Any]]:
    """The links of an incident.

    Without their addresses: those are at `/v1/subjects/{subject_id}/locator`.
    """
    return incidents.list_subjects(call.session, call.actor, incident_id)


@doorway.operation("GET", "/incidents/{incident_id}/transitions", scope="incidents:read", answers=(200, Transitions))
def read_incident_transitions(call: Call, incident_id: UUID) -> dict[str, Any]:
    """Where an incident stands, and what you may do with it now.

    And how it came there.
    """
    return incidents.read_transitions(call.session, call.actor, incident_id)


@doorway.operation(
    "POST",
    "/incidents/{incident_id}/transitions",
    scope="incidents:update",
    body=Move,
    answers=(200, Incident),
    creates="incident",
    versioned=True,
)
def move_incident(call: Call, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Move an incident on.

    409 with the allowed actions when its state does not allow this one.
    """
    return incidents.move(call.session, call.actor, incident_id, expected=call.expected_version, **body)


@doorway.operation(
    "POST",
    "/incidents/{incident_id}/card",
    scope="people:write",
    body=NewCard,
    answers=(201, Card),
    creates="incident",
)
def issue_card(call: Call, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Make the card of the affected person.

    Give it to them and keep no copy: with it they may let a union, or nobody, see what becomes of the incident.
    """
    card = member_cases.issue_card(call.session, call.actor, incident_id, **body)
    call.replay_as({"case_number": card["case_number"]})
    return card
