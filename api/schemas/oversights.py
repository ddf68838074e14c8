"""Who looks on at what a school reports."""

from __future__ import annotations

from api.schemas.base import Answer, Body, Patch
from api.schemas.fields import Flag, Id, Moment, Whole


class NewOversight(Body):
    """Whom to let look on."""

    overseer_id = Id("Your trust or local authority.", required=True)


class OversightChanges(Patch):
    """Whether it goes on."""

    in_force = Flag("False ends it for what you report from now on.", required=True, example=False)


class Oversight(Answer):
    """A school lets its trust or local authority read what it reports."""

    noun = "oversight"

    id = Id("Its id.")
    version = Whole("Rises with every change; the ETag.")
    created_at = Moment("When it was made.")
    updated_at = Moment("When it last changed.")
    school_id = Id("The school.")
    overseer_id = Id("The trust or local authority.")
    in_force = Flag("Whether it covers what the school reports now.", example=True)
