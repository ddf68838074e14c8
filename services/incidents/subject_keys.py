"""Recomputing the keys of subjects from their stored locators, after the rules for links have changed.

No URL leaves this module, so no reading of a locator is recorded. No event is written either: the key of a subject is
not visible to anybody. When two subjects turn out to be the same, both stay with all that refers to them: the second
keeps its old key, and its `same_as` refers to the first.
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

# All copies of a locator lead to one subject. Several are read, in case the new rules distinguish them.
MAX_COPIES_READ = 4


def rekey_subjects(session: Session, actor: Actor, after: UUID | None, limit: int) -> Sequence[UUID]:
    """Recompute the keys of the next `limit` outdated subjects above the id `after`; return their ids in order.

    Up-to-date subjects are skipped, so that it can run again safely. When one of the subjects is reported at the same
    time, the database may raise a serialization failure; run the transaction again.
    """
    subjects = _list_outdated_subjects(session, actor, after, limit)
    links = _parse_locators(session, actor, [subject.id for subject in subjects])
    readable = [(subject, links[subject.id]) for subject in subjects if subject.id in links]
    # In the order of keys, as in reports, so that this and a report do not deadlock.
    for subject, link in sorted(readable, key=lambda pair: _compute_key(*pair)):
        _update_key(session, actor, subject, link)
        session.flush()
    return [subject.id for subject in subjects]


def _list_outdated_subjects(session: Session, actor: Actor, after: UUID | None, limit: int) -> Sequence[Subject]:
    """Return the next subjects with a key of older rules and a locator that the actor can read, in the order of ids."""
    is_readable = visibility.has_access(actor, "subject", SubjectLocator.subject_id, SubjectLocator.owner_id)
    has_locator = select(SubjectLocator.subject_id).where(SubjectLocator.subject_id == Subject.id, is_readable).exists()
    is_outdated = Subject.canon_version < CANON_VERSION
    statement = select(Subject).where(is_outdated, has_locator).order_by(Subject.id).limit(limit)
    return session.scalars(statement.where(Subject.id > after) if after else statement).all()


def _parse_locators(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Mapping[UUID, Link | None]:
    """Return the link that the locators of each subject name, by subject id.

    None means that its copies name different links, or none by the new rules. Subjects without a copy that the actor
    can decrypt are left out.
    """
    links_by_subject: dict[UUID, dict[str, Link | None]] = {subject_id: {} for subject_id in subject_ids}
    for copy in _load_copies(session, actor, subject_ids):
        try:
            link = parse_link(locator_copies.decrypt_locator(session, copy).own_url)
        except NotFound:
            continue
        except Invalid:
            links_by_subject[copy.subject_id][""] = None
            continue
        links_by_subject[copy.subject_id][link.canonical_id] = link
    return {
        subject_id: next(iter(links.values())) if len(links) == 1 else None
        for subject_id, links in links_by_subject.items()
        if links
    }


def _load_copies(session: Session, actor: Actor, subject_ids: Sequence[UUID]) -> Sequence[SubjectLocator]:
    """Return at most `MAX_COPIES_READ` locator copies of each subject that agreements let the actor use."""
    is_readable = visibility.has_access(actor, "subject", SubjectLocator.subject_id, SubjectLocator.owner_id)
    condition = and_(SubjectLocator.subject_id.in_(subject_ids), is_readable)
    holder_ids = session.scalars(select(SubjectLocator.owner_id).where(condition).distinct()).all()
    usable_ids = [holder_id for holder_id in holder_ids if _is_usable(session, actor, holder_id)]
    rank = func.row_number().over(partition_by=SubjectLocator.subject_id, order_by=SubjectLocator.owner_id)
    ranked = (
        select(SubjectLocator, rank.label("rank")).where(condition, SubjectLocator.owner_id.in_(usable_ids)).subquery()
    )
    copy = aliased(SubjectLocator, ranked)
    return session.scalars(select(copy).where(ranked.c.rank <= MAX_COPIES_READ)).all()


def _is_usable(session: Session, actor: Actor, holder_id: UUID) -> bool:
    """Return whether the actor may use locator copies of this holder: its own, or those under an agreement."""
    return holder_id == actor.organisation_id or agreements.is_covered(session, holder_id, DataClass.SUBJECT_LOCATOR)


def _update_key(session: Session, actor: Actor, subject: Subject, link: Link | None) -> None:
    """Set the key of the subject, or `same_as` when another subject has that key; then mark it as up to date."""
    key = _compute_key(subject, link)
    other = session.scalar(select(Subject).where(Subject.canonical_key == key, Subject.id != subject.id))
    if other is not None and not _keeps_key(session, actor, other):
        # The key of the other subject will change too; this one stays outdated until the next run.
        return
    if other is None:
        subject.canonical_key = key
    else:
        subject.same_as = other.id
    if link is not None and link.platform != subject.platform:
        subject.platform, subject.type = link.platform, link.subject_type
    subject.canon_version = CANON_VERSION


def _keeps_key(session: Session, actor: Actor, subject: Subject) -> bool:
    """Return whether the subject has the same key by the new rules."""
    if subject.canon_version >= CANON_VERSION:
        return True
    links = _parse_locators(session, actor, [subject.id])
    return subject.id in links and _compute_key(subject, links[subject.id]) == subject.canonical_key


def _compute_key(subject: Subject, link: Link | None) -> bytes:
    """Return the key of the link by the current rules; without a link, the present key of the subject."""
    return compute_fingerprint(link, get_settings().fingerprint_key) if link else subject.canonical_key
