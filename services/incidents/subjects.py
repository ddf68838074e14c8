"""The subjects of an incident: adding a link to one more, and listing them."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from services import queries
from services.access import agreements, visibility
from services.access.optimistic_locking import flush_next_version
from services.core.errors import Conflict
from services.events.log import NewEvent, append_events
from services.incidents.link_parsing import ParsedLink
from services.incidents.links import attach_subject
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.policy.permissions import require_permission
from services.resources.incident import ADD_SUBJECT, INCIDENT, IncidentEvent
from services.resources.incident_states import UNACCEPTED
from services.vocabularies.organisations import DataClass


class AlreadyLinked(Conflict):
    """The incident already has this link."""

    code = "already_linked"


def add_subject(session: Session, actor: Actor, incident_id: UUID, *, link: ParsedLink) -> ResourceView:
    """Link the incident to the subject of this link and return the new link.

    Raises:
        NotFound: the actor cannot see the incident.
        Forbidden: the incident is not the actor's own.
        Conflict: the incident is accepted already. A link added later would show its outcome at once, and so reveal
            whether somebody else had reported it.
        NoAgreement: the agreement with the helpline no longer covers locators.
        AlreadyLinked: the incident has this link already.
    """
    incident = visibility.find_visible(session, actor, INCIDENT, incident_id, lock=True)
    require_permission(actor, ADD_SUBJECT, incident)
    if incident.state not in UNACCEPTED:
        detail = "Links can be added only before an incident is accepted. Report a new incident."
        raise Conflict(detail, code="incident_accepted", state=incident.state)
    agreements.require_agreement(session, incident.helpline_id, DataClass.SUBJECT_LOCATOR, nation=incident.nation)
    subject_id = attach_subject(session, incident, link)
    if subject_id is None:
        raise AlreadyLinked
    flush_next_version(session, incident)
    append_events(session, actor, NewEvent.about(INCIDENT, incident, IncidentEvent.SUBJECT_ADDED, changed={"subjects"}))
    subjects = list_subjects(session, actor, incident_id)
    return next(subject for subject in subjects if subject["subject_id"] == subject_id)


def list_subjects(session: Session, actor: Actor, incident_id: UUID) -> list[ResourceView]:
    """Return all links of the incident with their outcomes. Raise NotFound for one that the actor cannot see."""
    incident = queries.get_one(session, actor, INCIDENT, incident_id)
    return cast(list[ResourceView], incident["subjects"])
