"""Who the caller is."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.base import Answer
from api.schemas.fields import Moment, Text
from api.schemas.organisations import Organisation


class Me(Answer):
    """The client, its organisation and its token."""

    client_id = Text("The OAuth client.", required=True, example="school-portal")
    organisation = fields.Nested(Organisation, required=True)
    roles = fields.List(Text(), required=True, metadata={"example": ["school.system"], "description": "Its roles."})
    scopes = fields.List(
        Text(), required=True, metadata={"example": ["incidents:read"], "description": "What this token reaches."}
    )
    expires_at = Moment("When this token ends.", required=True)
