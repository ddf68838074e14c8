"""A pasted address becomes a link to a subject. Whether the subject was known before makes no visible difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select
from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_statement
from services.core import clock
from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.core.statements import compiled_once, execute_batch, insert_into
from services.links import Link, compute_fingerprint, parse_link, strip_tracking
from services.models import Incident, IncidentSubject, Subject


class Pasted(TypedDict):
    """What a reporter sends: the address as it was pasted, and what part it plays."""

    url: str
    role: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """An address, without what came along when it was pasted, and the thing that it names."""

    url: str
    role: str
    link: Link
    key: bytes


def recognise(pasted: Sequence[Pasted], pointer: str = "/links") -> list[Recognised]:
    """The distinct subjects in a fixed order, so that two reports of the same links never wait for each other."""
    found: dict[bytes, Recognised] = {}
    field_errors: list[FieldError] = []
    for position, one in enumerate(pasted):
        try:
            link = parse_link(one["url"])
        except Invalid as refused:
            field_errors += [
                FieldError(f"{pointer}/{position}/url", fault.code, fault.detail) for fault in refused.field_errors
            ]
            continue
        key = compute_fingerprint(link, get_settings().fingerprint_key)
        found.setdefault(key, Recognised(strip_tracking(one["url"]), one["role"], link, key))
    if field_errors:
        raise Invalid(field_errors=tuple(field_errors))
    return [found[key] for key in sorted(found)]


def attach(session: Session, incident: Incident, recognised: Recognised) -> UUID | None:
    """Link the incident to the subject and keep the reporter's own paste; None when it was linked already."""
    holder_id = incident.owner_id
    subject_id, linked = _subject(session, incident, recognised)
    if linked:
        return None
    access = grant_statement(holder_id, "subject", subject_id, write=(holder_id,), read=(incident.helpline_id,))
    now = clock.now()
    link = _linked().bind(
        owner_id=holder_id,
        incident_id=incident.id,
        subject_id=subject_id,
        type=recognised.link.subject_type,
        role=recognised.role,
        created_at=now,
        updated_at=now,
    )
    locator_copies.store_locator(session, holder_id, subject_id, recognised.url, access, link)
    return subject_id


def _subject(session: Session, incident: Incident, recognised: Recognised) -> tuple[UUID, bool]:
    """Its id, and whether the incident has it already."""
    # The same two statements whether the subject is new or not: neither answer nor time tells which.
    link = recognised.link
    made = _made().bind(
        id=clock.new_random_id(),
        canonical_key=recognised.key,
        canon_version=link.canon_version,
        platform=link.platform,
        type=link.subject_type,
    )
    known = _known().bind(canonical_key=recognised.key, owner_id=incident.owner_id, incident_id=incident.id)
    _, (found,) = execute_batch(session, made, known)
    return found["id"], found["linked"]


@compiled_once
def _made() -> Executable:
    made = insert_into(Subject, "id", "canonical_key", "canon_version", "platform", "type")
    return made.on_conflict_do_nothing(index_elements=[Subject.canonical_key])


@compiled_once
def _known() -> Executable:
    linked = exists().where(
        IncidentSubject.owner_id == bindparam("owner_id"),
        IncidentSubject.incident_id == bindparam("incident_id"),
        IncidentSubject.subject_id == Subject.id,
    )
    return select(Subject.id, linked.label("linked")).where(Subject.canonical_key == bindparam("canonical_key"))


@compiled_once
def _linked() -> Executable:
    return insert_into(
        IncidentSubject, "owner_id", "incident_id", "subject_id", "type", "role", "created_at", "updated_at"
    )
