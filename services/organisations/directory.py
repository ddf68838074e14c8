"""Registering organisations, and reading the public fields of those that an actor may know of."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from services import queries
from services.access.grants import grant_access
from services.core.tenant_ids import get_tenant_id
from services.models import FeedHead, Organisation
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from services.resources.organisation import ORGANISATION

# Organisations of these kinds are known only to those they work with; all others are known to everybody.
UNLISTED_KINDS = frozenset({Kind.SCHOOL, Kind.TRUST, Kind.UNION, Kind.EMPLOYER_OTHER})
FIRST_EPOCH = 1


def get_organisation(session: Session, actor: Actor, organisation_id: UUID) -> ResourceView:
    """Return one organisation. Raise NotFound for one that the actor may not know of."""
    return queries.get_one(session, actor, ORGANISATION, organisation_id)


def get_own_organisation(session: Session, actor: Actor) -> ResourceView:
    """Return the actor's own organisation."""
    return queries.get_one(session, actor, ORGANISATION, actor.registered_id)


def list_organisations(
    session: Session, actor: Actor, keyset: queries.Keyset, *, kind: Sequence[str] = ()
) -> list[ResourceView]:
    """Return one page of the organisations that the actor may know of, newest first; with `kind`, only these kinds."""
    return queries.list_page(session, actor, ORGANISATION, keyset, {"kind": kind})


def list_helplines(session: Session) -> Sequence[UUID]:
    """Return the ids of all active helplines, for jobs that each helpline runs."""
    is_active_helpline = (Organisation.kind == Kind.HELPLINE, Organisation.listed, Organisation.status == "active")
    return session.scalars(select(Organisation.id).where(*is_active_helpline).order_by(Organisation.id)).all()


def register_organisation(
    session: Session,
    organisation_id: UUID,
    kind: Kind,
    name: str,
    *,
    nations: Sequence[str],
    name_cy: str | None = None,
    platform: str | None = None,
    known_to: Sequence[UUID] = (),
) -> None:
    """Create the organisation and its empty feed. The session must act for the new organisation.

    `organisation_id` is the id under which it is registered; the feed belongs to its tenant id.

    `nations` are those it serves (ENG, WLS, SCT, NIR); `name_cy` is its Welsh name; `platform` is the code of the
    platform (such as "tiktok") for organisations of that kind and None for others. The organisations `known_to` can
    see it; for a union the list is ignored, since its existence is confidential.
    """
    tenant_id = get_tenant_id(organisation_id, kind.value)
    session.execute(insert(FeedHead).values(organisation_id=tenant_id, last_seq=0, epoch=FIRST_EPOCH))
    session.add(
        Organisation(
            id=organisation_id,
            kind=kind.value,
            name=name,
            name_cy=name_cy,
            nations=list(nations),
            platform=platform,
            listed=kind not in UNLISTED_KINDS,
        )
    )
    session.flush()
    if known_to and kind is not Kind.UNION:
        grant_access(session, organisation_id, "organisation", organisation_id, read=tuple(known_to))
