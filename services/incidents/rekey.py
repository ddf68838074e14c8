"""Subjects get the keys of the newest rules for links, made anew from the addresses that their reporters pasted.

No address leaves this module, so no reading of one is recorded; and no event is written, since what a link is called is
no news about an incident. Two subjects that turn out to be the same thing both stay, with everything that hangs on
them: the one that cannot have its new key keeps its old one and names the other in `same_as`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from services.access import agreements, locator_copies, visibility
from services.core.errors import Invalid, NotFound
from services.core.settings import get_settings
from services.links import CANON_VERSION, Link, compute_fingerprint, parse_link
from services.models import Subject, SubjectLocator
from services.policy.actor import Actor
from services.vocabularies.organisations import DataClass

# Holders' copies of one subject are addresses of one thing. A few are asked, in case newer rules know better.
ASKED = 4


def rekey(session: Session, actor: Actor, after: UUID | None, limit: int) -> Sequence[UUID]:
    """Make the keys of the next outdated subjects anew; their ids, in order. Run again, it finds nothing to do.

    When somebody reports one of them at this very moment the transaction fails as a whole, to be tried again.
    """
    subjects = _outdated(session, actor, after, limit)
    links = _links(session, actor, [subject.id for subject in subjects])
    readable = [(subject, links[subject.id]) for subject in subjects if subject.id in links]
    # In the order in which reports take keys, so that neither waits for the other.
    for subject, link in sorted(readable, key=lambda pair: _key(*pair)):
        _renew(session, actor, subject, link)
        session.flush()
    return [subject.id for subject in subjects]


def _outdated(session: Session, actor: Actor, after: UUID | None, limit: int) -> Sequence[Subject]:
    """The next subjects with a key of older rules of which the actor can reach an address."""
    held = SubjectLocator.subject_id == Subject.id
    reachable = visibility.has_access(actor, "subject", SubjectLocator.subject_id, SubjectLocator.owner_id)
    known = select(SubjectLocator.subject_id).where(held, reachable).exists()
    statement = select(Subject).where(Subject.canon_version < CANON_VERSION, known).order_by(Subject.id).limit(limit)
    return session.scalars(statement.where(Subject.id > after) if after else statement).all()


def _links(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Mapping[UUID, Link | None]:
    """What the addresses of each subject name, None where holders differ; without subjects that cannot be read."""
    found: dict[UUID, dict[str, Link | None]] = {subject_id: {} for subject_id in subject_ids}
    for copy in _copies(session, actor, subject_ids):
        try:
            link = parse_link(locator_copies.decrypt_locator(session, copy))
        except NotFound:
            continue
        except Invalid:
            found[copy.subject_id][""] = None
            continue
        found[copy.subject_id][link.canonical_id] = link
    return {
        subject_id: next(iter(named.values())) if len(named) == 1 else None
        for subject_id, named in found.items()
        if named
    }


def _copies(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sequence[SubjectLocator]:
    """A few copies of each, of holders whose agreement lets the actor use them."""
    reachable = visibility.has_access(actor, "subject", SubjectLocator.subject_id, SubjectLocator.owner_id)
    given = and_(SubjectLocator.subject_id.in_(subject_ids), reachable)
    holders = session.scalars(select(SubjectLocator.owner_id).where(given).distinct()).all()
    usable = [holder for holder in holders if _may_use(session, actor, holder)]
    place = func.row_number().over(partition_by=SubjectLocator.subject_id, order_by=SubjectLocator.owner_id)
    of_usable = select(SubjectLocator, place.label("place")).where(given, SubjectLocator.owner_id.in_(usable))
    numbered = of_usable.subquery()
    few = aliased(SubjectLocator, numbered)
    return session.scalars(select(few).where(numbered.c.place <= ASKED)).all()


def _may_use(session: Session, actor: Actor, holder_id: UUID) -> bool:
    return holder_id == actor.organisation_id or agreements.is_covered(session, holder_id, DataClass.SUBJECT_LOCATOR)


def _renew(session: Session, actor: Actor, subject: Subject, link: Link | None) -> None:
    key = _key(subject, link)
    holder = session.scalar(select(Subject).where(Subject.canonical_key == key, Subject.id != subject.id))
    if holder is not None and not _stays(session, actor, holder):
        # Its key is about to change too. The next run finds it changed.
        return
    if holder is None:
        subject.canonical_key = key
    else:
        subject.same_as = holder.id
    if link is not None and link.platform != subject.platform:
        subject.platform, subject.type = link.platform, link.subject_type
    subject.canon_version = CANON_VERSION


def _stays(session: Session, actor: Actor, holder: Subject) -> bool:
    """Whether a subject that has a key will still have it when all keys are new."""
    if holder.canon_version >= CANON_VERSION:
        return True
    links = _links(session, actor, [holder.id])
    return holder.id in links and _key(holder, links[holder.id]) == holder.canonical_key


def _key(subject: Subject, link: Link | None) -> bytes:
    return compute_fingerprint(link, get_settings().fingerprint_key) if link else subject.canonical_key
