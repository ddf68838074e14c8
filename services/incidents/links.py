"""Turning reported URLs into links to subjects. Nothing shows whether a subject was known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select
from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_statement
from services.core import clock
from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.core.statements import compiled_once, execute_batch, insert_into
from services.incidents.inputs import LinkInput
from services.links import Link, compute_fingerprint, parse_link, strip_tracking
from services.models import Incident, IncidentSubject, Subject


@dataclass(frozen=True, slots=True)
class ParsedLink:
    """A valid link of a report: its URL without tracking, its role, and the subject that it names.

    `subject_key` is the keyed hash that is equal for all URLs of one subject.
    """

    url: str
    role: str
    link: Link
    subject_key: bytes


def parse_links(links: Sequence[LinkInput], pointer: str = "/links") -> list[ParsedLink]:
    """Parse the links and return one for each distinct subject, ordered by key.

    The fixed order keeps two reports of the same links from waiting for each other's locks.

    Raises:
        Invalid: a URL is not valid or not supported; `pointer` is the JSON pointer of the list.
    """
    parsed: dict[bytes, ParsedLink] = {}
    field_errors: list[FieldError] = []
    for position, link_input in enumerate(links):
        try:
            link = parse_link(link_input["url"])
        except Invalid as error:
            field_errors += [
                FieldError(f"{pointer}/{position}/url", fault.code, fault.detail) for fault in error.field_errors
            ]
            continue
        key = compute_fingerprint(link, get_settings().fingerprint_key)
        parsed.setdefault(key, ParsedLink(strip_tracking(link_input["url"]), link_input["role"], link, key))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    return [parsed[key] for key in sorted(parsed)]


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
        created_at=now,
        updated_at=now,
    )
    locator_copies.store_locator(session, reporter_id, subject_id, parsed.url, access, link)
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
        IncidentSubject, "owner_id", "incident_id", "subject_id", "type", "role", "created_at", "updated_at"
    )
