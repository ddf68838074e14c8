"""Locator copies: each holder of a subject's address has an encrypted copy of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import orjson
from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.core import clock, crypto, field_encryption
from services.core.errors import NotFound
from services.core.statements import BoundStatement, compiled_once, execute, execute_batch, insert_into
from services.models.access import Access
from services.models.incident import Incident, IncidentSubject
from services.models.subject import SubjectLocator
from services.policy.actor import Actor
from services.vocabularies.organisations import DataClass


@dataclass(frozen=True, slots=True)
class Locator:
    """The address of a subject: as its holder wrote it, for the holder alone, and rebuilt from ids, for all others."""

    own_url: str = field(repr=False)
    shared_url: str = field(repr=False)


def find_locator_copy(session: Session, actor: Actor, subject_id: UUID) -> SubjectLocator:
    """Return the actor's own copy, or else the first copy of another holder that an agreement in force lets it use.

    Raises:
        NotFound: the actor has access to no copy.
        NoAgreement: it has access to copies, but no agreement with their holders is in force.
    """
    statement = visibility.join_access(
        select(SubjectLocator), actor, "subject", SubjectLocator, SubjectLocator.subject_id
    )
    own_first = (SubjectLocator.owner_id != actor.organisation_id, SubjectLocator.owner_id)
    statement = statement.where(Access.resource_id == subject_id).order_by(*own_first)
    copies: Sequence[SubjectLocator] = session.scalars(statement).all()
    if not copies:
        raise NotFound
    for copy in copies:
        if copy.owner_id == actor.organisation_id or _is_covered(session, actor, copy):
            return copy
    raise agreements.NoAgreement


def _is_covered(session: Session, actor: Actor, copy: SubjectLocator) -> bool:
    """Return True if an agreement lets the actor use the copy of another holder now.

    It must be of the nation of an incident for which the holder shared the copy. A platform sees no incident: for it,
    the nations were checked when the escalation was sent.
    """
    statement = (
        select(Incident.nation)
        .distinct()
        .join(
            IncidentSubject,
            (IncidentSubject.owner_id == Incident.owner_id) & (IncidentSubject.incident_id == Incident.id),
        )
        .where(
            IncidentSubject.owner_id == copy.owner_id,
            IncidentSubject.subject_id == copy.subject_id,
            visibility.has_access(actor, "incident", IncidentSubject.incident_id, IncidentSubject.owner_id),
        )
    )
    nations: Sequence[str | None] = session.scalars(statement).all() or (None,)
    return any(
        agreements.is_covered(session, copy.owner_id, DataClass.SUBJECT_LOCATOR, nation=nation) for nation in nations
    )


def store_locator(
    session: Session, holder_id: UUID, subject_id: UUID, locator: Locator, *batch: BoundStatement
) -> None:
    """Store the holder's copy, unless it has one already.

    The statements in `batch` run first, in the same round trip; one of them may grant the holder's own access row.
    """
    data_key, insert_data_key = field_encryption.new_data_key(holder_id, subject_id)
    *_, inserted = execute_batch(session, *batch, insert_data_key)
    if inserted:
        now = clock.now()
        plaintext = orjson.dumps([locator.own_url, locator.shared_url])
        statement = _insert_locator().bind(
            owner_id=holder_id,
            subject_id=subject_id,
            ciphertext=crypto.encrypt(data_key, plaintext, _locator_context(holder_id, subject_id)),
            created_at=now,
            updated_at=now,
        )
        execute(session, statement)


def decrypt_locator(session: Session, copy: SubjectLocator) -> Locator:
    """Return the address of the subject, decrypted from a copy. Raises NotFound without access to the copy."""
    context = _locator_context(copy.owner_id, copy.subject_id)
    plaintext = field_encryption.decrypt_field(session, copy.owner_id, copy.subject_id, context, copy.ciphertext)
    return Locator(*orjson.loads(plaintext))


@compiled_once
def _insert_locator() -> Executable:
    """Insert one copy."""
    return insert_into(SubjectLocator, "owner_id", "subject_id", "ciphertext", "created_at", "updated_at")


def _locator_context(holder_id: UUID, subject_id: UUID) -> str:
    """Return the encryption context of a copy."""
    return f"subject_locator.ciphertext/{holder_id}/{subject_id}"
