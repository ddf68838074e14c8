"""What surrounds an incident: what was tried before, and who is thought to have posted."""

from __future__ import annotations

from api.schemas.base import Answer, Body
from api.schemas.fields import Flag, MomentText, Text
from api.schemas.references import Reference
from api.schemas.vocabulary_fields import chosen, word


class InAppReport(Body):
    """What the platform's own report form led to."""

    done = Flag("Whether it was reported there.", required=True, example=True)
    at = MomentText("When.")
    platform_ref = Reference("The platform's number for it.", example="R-2026-118")
    reply = chosen("in_app_reply", "What the platform answered.")


class InAppReported(Answer):
    """What the platform's own report form led to."""

    done = Flag("Whether it was reported there.", required=True, example=True)
    at = MomentText("When.", example="2026-10-01T09:30:00Z")
    platform_ref = Text("The platform's number for it.", example="R-2026-118")
    reply = word("in_app_reply", "What the platform answered.")


class Poster(Body):
    """Who is thought to have posted it; never who exactly."""

    relation = chosen("poster_relation", "How they stand to the school.")
    age_band = chosen("poster_age_band", "Roughly how old they are.")


class PosterSeen(Answer):
    """Who is thought to have posted it."""

    relation = word("poster_relation", "How they stand to the school.")
    age_band = word("poster_age_band", "Roughly how old they are.")
