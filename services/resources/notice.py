"""A notice: the immutable payload of an escalation as it was sent (DSA, Article 16)."""

from __future__ import annotations

from services.models.escalation import Notice
from services.policy.actor import ESCALATION_PARTIES
from services.policy.resource_spec import ResourceSpec, Scopes, fields

NOTICE = ResourceSpec(
    name="notice",
    model=Notice,
    parent=("escalation", "escalation_id"),
    fields=fields(
        ESCALATION_PARTIES,
        "escalation_id",
        "seq",
        "format",
        "state",
        "sent_at",
        "good_faith_statement",
        "payload_sha256",
        "payload",
    ),
    scopes=Scopes(read="escalations:read"),
)
