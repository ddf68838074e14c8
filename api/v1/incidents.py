"""Incidents: reported, read, corrected, moved on, and the card of the person concerned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.incidents import Incident, IncidentChanges, IncidentFilters, IncidentSubject, NewIncident, NewLink
from api.schemas.member_cases import Card, NewCard
from api.schemas.transitions import Move, Transitions
from services import incidents, member_cases

blueprint = ApiBlueprint("incidents", "Records that a member of staff or a school is targeted.")


@blueprint.operation(
    "POST",
    "/incidents",
    scope="incidents:create",
    body=NewIncident,
    response=Incident,
    status=201,
    idempotency_resource="incident",
)
def report_incident(context: RequestContext, body: dict[str, Any]) -> dict[str, Any]:
    """Report an incident.

    Schools and other employers report for themselves, unions for their members. The helpline finds it in its feed at
    once. In immediate danger call 999 first.
    """
    return incidents.report(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/incidents",
    scope="incidents:read",
    query=IncidentFilters,
    response=Incident,
    paginated=True,
    sync_cursor=True,
)
def list_incidents(context: RequestContext, query: dict[str, Any]) -> list[dict[str, Any]]:
    """The incidents that you may see.

    Newest first. A filter takes several values, separated by commas; different filters must all fit.
    """
    return incidents.list_incidents(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/incidents/{incident_id}", scope="incidents:read", response=Incident)
def read_incident(context: RequestContext, incident_id: UUID) -> dict[str, Any]:
    """One incident.

    With what became of each of its links.
    """
    return incidents.read_incident(context.session, context.actor, incident_id)


@blueprint.operation(
    "PATCH",
    "/incidents/{incident_id}",
    scope="incidents:update",
    body=IncidentChanges,
    response=Incident,
    requires_if_match=True,
)
def amend_incident(context: RequestContext, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Correct an incident.

    The reporter corrects what it told, the helpline how it is classified.
    """
    return incidents.amend(context.session, context.actor, incident_id, expected=context.expected_version, **body)


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/subjects",
    scope="incidents:update",
    body=NewLink,
    response=IncidentSubject,
    status=201,
    idempotency_resource="incident",
)
def add_subject(context: RequestContext, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Add a link to an incident.

    Whether anybody else reported the same link makes no difference that could be seen here.
    """
    return incidents.add_subject(context.session, context.actor, incident_id, **body)


@blueprint.operation(
    "GET", "/incidents/{incident_id}/subjects", scope="incidents:read", response=IncidentSubject, complete_list=True
)
def list_subjects(context: RequestContext, incident_id: UUID) -> list[dict[str, Any]]:
    """The links of an incident.

    Without their addresses: those are at `/v1/subjects/{subject_id}/locator`.
    """
    return incidents.list_subjects(context.session, context.actor, incident_id)


@blueprint.operation("GET", "/incidents/{incident_id}/transitions", scope="incidents:read", response=Transitions)
def read_incident_transitions(context: RequestContext, incident_id: UUID) -> dict[str, Any]:
    """Where an incident stands, and what you may do with it now.

    And how it came there.
    """
    return incidents.read_transitions(context.session, context.actor, incident_id)


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/transitions",
    scope="incidents:update",
    body=Move,
    response=Incident,
    idempotency_resource="incident",
    requires_if_match=True,
)
def move_incident(context: RequestContext, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Move an incident on.

    409 with the allowed actions when its state does not allow this one.
    """
    return incidents.move(context.session, context.actor, incident_id, expected=context.expected_version, **body)


@blueprint.operation(
    "POST",
    "/incidents/{incident_id}/card",
    scope="people:write",
    body=NewCard,
    response=Card,
    status=201,
    idempotency_resource="incident",
)
def issue_card(context: RequestContext, body: dict[str, Any], incident_id: UUID) -> dict[str, Any]:
    """Make the card of the affected person.

    Give it to them and keep no copy: with it they may let a union, or nobody, see what becomes of the incident.
    """
    card = member_cases.issue_card(context.session, context.actor, incident_id, **body)
    context.replay_as({"case_number": card["case_number"]})
    return card
