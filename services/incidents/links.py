"""Linking incidents to the subjects of their URLs. Nothing shows whether a subject was known before."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select
from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_statement
from services.core import clock
from services.core.statements import compiled_once, execute_batch, insert_into
from services.incidents.link_parsing import ParsedLink
from services.models import Incident, IncidentSubject, Subject


def attach_subject(session: Session, incident: Incident, parsed: ParsedLink) -> UUID | None:
    """Link the incident to the subject, store the reporter's copy of its locator, and return the subject's id.

    Return None when the incident is linked to the subject already.
    """
    reporter_id = incident.owner_id
    subject_id, is_linked = _find_or_create_subject(session, incident, parsed)
    if is_linked:
        return None
    access = grant_statement(reporter_id, "subject", subject_id, write=(reporter_id,), read=(incident.helpline_id,))
    now = clock.now()
    link = _insert_incident_subject().bind(
        owner_id=reporter_id,
        incident_id=incident.id,
        subject_id=subject_id,
        type=parsed.link.subject_type,
        role=parsed.role,
        warnings=list(parsed.warnings),
        created_at=now,
        updated_at=now,
    )
    locator = locator_copies.Locator(parsed.url, parsed.link.address)
    locator_copies.store_locator(session, reporter_id, subject_id, locator, access, link)
    return subject_id


def _find_or_create_subject(session: Session, incident: Incident, parsed: ParsedLink) -> tuple[UUID, bool]:
    """Return the id of the subject, and whether the incident is linked to it already.

    Both statements run whether or not the subject is new, so that the time taken does not reveal it.
    """
    link = parsed.link
    insert = _insert_subject().bind(
        id=clock.new_random_id(),
        canonical_key=parsed.subject_key,
        canon_version=link.canon_version,
        platform=link.platform,
        type=link.subject_type,
    )
    find = _select_subject().bind(canonical_key=parsed.subject_key, owner_id=incident.owner_id, incident_id=incident.id)
    _, (row,) = execute_batch(session, insert, find)
    return row["id"], row["is_linked"]


@compiled_once
def _insert_subject() -> Executable:
    """Insert a subject, unless there is one with this key."""
    insert = insert_into(Subject, "id", "canonical_key", "canon_version", "platform", "type")
    return insert.on_conflict_do_nothing(index_elements=[Subject.canonical_key])


@compiled_once
def _select_subject() -> Executable:
    """Select the subject with this key, and whether the incident is linked to it."""
    is_linked = exists().where(
        IncidentSubject.owner_id == bindparam("owner_id"),
        IncidentSubject.incident_id == bindparam("incident_id"),
        IncidentSubject.subject_id == Subject.id,
    )
    return select(Subject.id, is_linked.label("is_linked")).where(Subject.canonical_key == bindparam("canonical_key"))


@compiled_once
def _insert_incident_subject() -> Executable:
    """Insert the link of an incident to a subject."""
    return insert_into(
        IncidentSubject, "owner_id", "incident_id", "subject_id", "type", "role", "warnings", "created_at", "updated_at"
    )
