"""Who acts. Built once per request or job from verified facts; everything in policy is a function of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """The kinds of organisation."""

    SCHOOL = "school"
    TRUST = "trust"
    LOCAL_AUTHORITY = "local_authority"
    UNION = "union"
    HELPLINE = "helpline"
    PLATFORM = "platform"
    GOVERNMENT = "government"
    COORDINATION_BODY = "coordination_body"
    REGULATOR = "regulator"
    POLICE = "police"
    EMPLOYER_OTHER = "employer_other"


@dataclass(frozen=True, slots=True)
class Actor:
    """One organisation acting through one client. `nations` are those of the organisation (ENG, WLS, SCT, NIR)."""

    organisation_id: UUID
    kind: Kind
    roles: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    platform: str | None = None
    client_id: str | None = field(default=None, compare=False)
