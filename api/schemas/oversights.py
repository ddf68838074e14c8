"""Schemas of oversights."""

from __future__ import annotations

from api.schemas.base import PatchSchema, RequestSchema, ResponseSchema
from api.schemas.fields import StrictBoolean, StrictInteger, UtcDateTime, Uuid


class NewOversight(RequestSchema):
    """An oversight to create."""

    overseer_id = Uuid("Identifier of your trust or local authority.", required=True)


class OversightChanges(PatchSchema):
    """A change of an oversight."""

    in_force = StrictBoolean(
        "Set it to false to stop sharing the incidents that you report from now on, or to true to share them again.",
        required=True,
        example=False,
    )


class Oversight(ResponseSchema):
    """The permission of a trust or local authority to read the incidents that a school reports."""

    resource_name = "oversight"

    id = Uuid("Identifier of the oversight.")
    version = StrictInteger("Version of the oversight. It increases with every change and is the value of the ETag.")
    created_at = UtcDateTime("Time at which the oversight was created.")
    updated_at = UtcDateTime("Time at which the oversight last changed.")
    school_id = Uuid("Identifier of the school.")
    overseer_id = Uuid("Identifier of the trust or local authority.")
    in_force = StrictBoolean("True when new reports of the school are shared.", example=True)
