"""A card: case number and secret with which a member of staff lets a union read an incident."""

from __future__ import annotations

from enum import StrEnum

from services.policy.actor import EMPLOYERS
from services.policy.predicates import is_owner
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

ISSUE_CARD = Permission("card.issue", dict.fromkeys(sorted(EMPLOYERS), is_owner))


class CardEvent(StrEnum):
    """The events of a card; their resource is the incident."""

    ISSUED = "card.issued"


CARD: ResourceSpec[None] = ResourceSpec(
    name="card",
    fields=fields(EMPLOYERS, "case_number", "secret"),
    permissions=(ISSUE_CARD,),
    events=CardEvent,
    scopes=Scopes(create="people:write"),
)
