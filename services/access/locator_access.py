"""Which copy of a locator an actor can reach."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import agreements, visibility
from services.core.errors import NotFound
from services.models import Access, SubjectLocator
from services.policy.actor import Actor
from services.vocabularies.organisations import DataClass


def find_locator_copy(session: Session, actor: Actor, subject_id: UUID) -> SubjectLocator:
    """The actor's own copy, else the first that an agreement in force lets it use; NotFound when it has none.

    NoAgreement when it was given some, and none of their holders has an agreement with it any more.
    """
    copies = visibility.join_access(select(SubjectLocator), actor, "subject", SubjectLocator, SubjectLocator.subject_id)
    copies = copies.where(Access.resource_id == subject_id)
    own_first = (SubjectLocator.owner_id != actor.organisation_id, SubjectLocator.owner_id)
    given: Sequence[SubjectLocator] = session.scalars(copies.order_by(*own_first)).all()
    if not given:
        raise NotFound
    for held in given:
        mine = held.owner_id == actor.organisation_id
        if mine or agreements.is_covered(session, held.owner_id, DataClass.SUBJECT_LOCATOR):
            return held
    raise agreements.NoAgreement
