"""A new organisation, with its feed. Called by an operator's command, in a transaction that acts for the new one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from services.access.grants import grant_access
from services.models import FeedHead, Organisation
from services.policy.actor import Kind

# Schools and unions are known only to those they work with; public bodies and services to all.
UNLISTED = frozenset({Kind.SCHOOL, Kind.TRUST, Kind.UNION, Kind.EMPLOYER_OTHER})
FIRST_EPOCH = 1


def register(
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
    """Make the organisation and let `known_to` see that it exists. A union is made known to nobody."""
    session.execute(insert(FeedHead).values(organisation_id=organisation_id, last_seq=0, epoch=FIRST_EPOCH))
    session.add(
        Organisation(
            id=organisation_id,
            kind=kind.value,
            name=name,
            name_cy=name_cy,
            nations=list(nations),
            platform=platform,
            listed=kind not in UNLISTED,
        )
    )
    session.flush()
    if known_to and kind is not Kind.UNION:
        grant_access(session, organisation_id, "organisation", organisation_id, read=tuple(known_to))
