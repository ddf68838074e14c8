"""An oversight: a school lets its trust or local authority read what it reports."""

from __future__ import annotations

from enum import StrEnum

from services.models.oversight import Oversight
from services.policy.actor import OVERSEERS, Kind
from services.policy.predicates import always, is_owner
from services.policy.resource_spec import Field, Permission, ResourceSpec, Scopes, fields

READERS = OVERSEERS | {Kind.SCHOOL}

CREATE_OVERSIGHT = Permission("oversight.give", {Kind.SCHOOL: always})
AMEND_OVERSIGHT = Permission("oversight.amend", {Kind.SCHOOL: is_owner})


class OversightEvent(StrEnum):
    """The events of an oversight."""

    CREATED = "oversight.given"
    AMENDED = "oversight.amended"


OVERSIGHT = ResourceSpec(
    name="oversight",
    model=Oversight,
    has_access_rows=True,
    fields=(
        *fields(READERS, "id", "version", "created_at", "updated_at"),
        Field("school_id", READERS, Oversight.__table__.c.owner_id),
        *fields(READERS, "overseer_id", "in_force"),
    ),
    permissions=(CREATE_OVERSIGHT, AMEND_OVERSIGHT),
    events=OversightEvent,
    scopes=Scopes(read="incidents:read", create="organisation:manage", write="organisation:manage"),
)
