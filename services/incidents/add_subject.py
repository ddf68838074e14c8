"""One more link for an incident."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.core.errors import Conflict
from services.events.log import NewEvent, append_events
from services.incidents.link import Pasted, attach, recognise
from services.policy.actor import Actor
from services.policy.permissions import require_permission
from services.resources.incident import ADD_SUBJECT, INCIDENT, IncidentEvent
from services.resources.incident_states import UNACCEPTED
from services.vocabularies.organisations import DataClass


class AlreadyLinked(Conflict):
    """The incident already has this link."""

    code = "already_linked"


def add_subject(session: Session, actor: Actor, incident_id: UUID, *, url: str, role: str) -> dict[str, Any]:
    """The new link as its reporter sees it. AlreadyLinked for a link of this incident; Conflict when it is over.

    NoAgreement when the one under which the incident was reported has ended. Only until the helpline accepts the
    incident: a link added later would tell at once, with nobody looking, whether anyone else had reported it.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    require_permission(actor, ADD_SUBJECT, incident)
    if incident.state not in UNACCEPTED:
        detail = "Links can be added only before an incident is accepted. Report a new incident."
        raise Conflict(detail, code="incident_accepted", state=incident.state)
    agreements.require_agreement(session, incident.helpline_id, DataClass.SUBJECT_LOCATOR)
    (recognised,) = recognise([Pasted(url=url, role=role)], pointer="")
    subject_id = attach(session, incident, recognised)
    if subject_id is None:
        raise AlreadyLinked
    flush_next_version(session, incident)
    append_events(session, actor, NewEvent(IncidentEvent.SUBJECT_ADDED, "incident", incident.id, incident.version))
    links = list_subjects(session, actor, incident_id)
    return next(link for link in links if link["subject_id"] == subject_id)


def list_subjects(session: Session, actor: Actor, incident_id: UUID) -> list[dict[str, Any]]:
    """All links of the incident; there are few."""
    subjects: list[dict[str, Any]] = queries.get_one(session, actor, INCIDENT, incident_id)["subjects"]
    return subjects
