"""A locator: the address of a subject, given only to organisations that hold a copy, for a stated purpose."""

from __future__ import annotations

from enum import StrEnum

from services.policy.actor import EMPLOYERS, REPORTERS, Kind
from services.policy.predicates import always, is_owner
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

READ_OWN_LOCATOR = Permission("locator.own_report", dict.fromkeys(sorted(EMPLOYERS | {Kind.UNION}), is_owner))
READ_LOCATOR_TO_TRIAGE = Permission("locator.triage", {Kind.HELPLINE: always})
READ_LOCATOR_TO_VERIFY = Permission("locator.verify", {Kind.HELPLINE: always})
READ_LOCATOR_TO_ACT = Permission("locator.act", {Kind.PLATFORM: always})


class LocatorEvent(StrEnum):
    """The events of a locator; their resource is the subject and they are in no feed."""

    READ = "locator.read"


LOCATOR: ResourceSpec[None] = ResourceSpec(
    name="locator",
    fields=fields(REPORTERS | {Kind.PLATFORM}, "subject_id", "url"),
    permissions=(READ_OWN_LOCATOR, READ_LOCATOR_TO_TRIAGE, READ_LOCATOR_TO_VERIFY, READ_LOCATOR_TO_ACT),
    events=LocatorEvent,
    scopes=Scopes(read="subjects:locator"),
)
