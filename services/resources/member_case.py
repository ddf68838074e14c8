"""A member case: a union's confidential record, linked to an incident with the member's consent."""

from __future__ import annotations

from enum import StrEnum

from services.models.member_case import MemberCase
from services.policy.actor import Kind
from services.policy.predicates import always
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

OPEN_MEMBER_CASE = Permission("member_case.open", {Kind.UNION: always})


class MemberCaseEvent(StrEnum):
    """The events of a member case."""

    OPENED = "member_case.opened"
    LINKED = "member_case.linked"


MEMBER_CASE = ResourceSpec(
    name="member_case",
    model=MemberCase,
    has_access_rows=True,
    fields=fields({Kind.UNION}, "id", "version", "created_at", "updated_at", "incident_id", "stage", "external_id"),
    permissions=(OPEN_MEMBER_CASE,),
    events=MemberCaseEvent,
    scopes=Scopes(read="member-cases:read", create="member-cases:write"),
)
