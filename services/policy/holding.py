"""Which copy of a locator an actor can reach."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.errors import NotFound
from services.models import Access, SubjectLocator
from services.policy import visibility
from services.policy.actor import Actor


def held_by(session: Session, actor: Actor, subject_id: UUID) -> SubjectLocator:
    """The actor's own copy, else the first that it was given; NotFound when there is none."""
    copies = visibility.joined(select(SubjectLocator), actor, "subject", SubjectLocator, SubjectLocator.subject_id)
    copies = copies.where(Access.resource_id == subject_id)
    own_first = (SubjectLocator.owner_id != actor.organisation_id, SubjectLocator.owner_id)
    held: SubjectLocator | None = session.scalars(copies.order_by(*own_first).limit(1)).one_or_none()
    if held is None:
        raise NotFound
    return held
