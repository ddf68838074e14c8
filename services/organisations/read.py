"""The public part of the organisations that an actor may know of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services import queries
from services.models import Organisation
from services.policy.actor import Actor, Kind


def read_organisation(session: Session, actor: Actor, organisation_id: UUID) -> dict[str, Any]:
    """One organisation."""
    return queries.get_one(session, actor, "organisation", organisation_id)


def list_organisations(
    session: Session, actor: Actor, keyset: queries.Keyset, *, kind: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Newest first, optionally of some kinds."""
    return queries.list_page(session, actor, "organisation", keyset, {"kind": kind})


def read_me(session: Session, actor: Actor) -> dict[str, Any]:
    """The organisation that acts."""
    return queries.get_one(session, actor, "organisation", actor.organisation_id)


def helplines(session: Session) -> Sequence[UUID]:
    """Every helpline, for work that each of them does in turn."""
    active = (Organisation.kind == Kind.HELPLINE, Organisation.listed, Organisation.status == "active")
    return session.scalars(select(Organisation.id).where(*active).order_by(Organisation.id)).all()
