"""The acting organisation. Built once per request or job from verified facts; all rules are functions of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """The kind of an organisation."""

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


ALL_KINDS = frozenset(Kind)
EMPLOYERS = frozenset({Kind.SCHOOL, Kind.EMPLOYER_OTHER})
# They may read the reports of a school that lets them.
OVERSEERS = frozenset({Kind.TRUST, Kind.LOCAL_AUTHORITY})
REPORTERS = EMPLOYERS | {Kind.UNION, Kind.HELPLINE}
# The two sides of an escalation.
ESCALATION_PARTIES = frozenset({Kind.HELPLINE, Kind.PLATFORM})


@dataclass(frozen=True, slots=True)
class Actor:
    """One organisation acting through one client.

    `organisation_id` and `client_id` are those under which rows are stored, `registered_id` the id under which the
    organisation is registered. They differ for unions only (services/core/tenant_ids.py).
    `nations` are those of the organisation (ENG, WLS, SCT, NIR); `platform` is the service of a platform, e.g. tiktok.
    """

    organisation_id: UUID
    kind: Kind
    roles: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    platform: str | None = None
    client_id: str | None = field(default=None, compare=False)
    registered_as: UUID | None = None

    @property
    def registered_id(self) -> UUID:
        """The id under which the organisation is registered, and which the API shows."""
        return self.organisation_id if self.registered_as is None else self.registered_as
