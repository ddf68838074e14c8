"""A transition: one change of state in the history of an incident or an escalation."""

from __future__ import annotations

from services.models.transition import Transition
from services.policy.actor import OVERSEERS, REPORTERS, Kind
from services.policy.resource_spec import ResourceSpec, fields

READERS = REPORTERS | OVERSEERS | {Kind.PLATFORM}

TRANSITION = ResourceSpec(
    name="transition",
    model=Transition,
    data_key_column="resource_id",
    fields=fields(READERS, "version", "action", "source", "target", "by", "reason", "note", "at"),
)
