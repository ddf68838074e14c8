"""A release: frozen figures of one nation and week."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, any_, exists
from sqlalchemy.orm import aliased

from services.models.organisation import Organisation
from services.models.statistics import Release
from services.policy.actor import ALL_KINDS, Actor, Kind
from services.policy.predicates import always, is_own_nation
from services.policy.resource_spec import Permission, ResourceSpec, Scopes, fields

# Platforms see their own figures before publication, by another route; releases are for everybody else.
READERS = ALL_KINDS - {Kind.PLATFORM}

READ_STATISTICS = Permission("statistics.read", dict.fromkeys(sorted(READERS), is_own_nation))
PUBLISH_RELEASE = Permission("release.make", {Kind.HELPLINE: always})


class ReleaseEvent(StrEnum):
    """The events of a release."""

    PUBLISHED = "release.published"


def is_release_of_own_nation(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the release is of a nation of the actor's organisation, which is no platform."""
    reader = aliased(Organisation)
    of_nation = Release.nation == any_(reader.nations)
    return exists().where(reader.id == actor.registered_id, reader.kind != Kind.PLATFORM.value, of_nation)


RELEASE = ResourceSpec(
    name="release",
    model=Release,
    has_access_rows=True,
    public=is_release_of_own_nation,
    fields=fields(READERS, "id", "version", "nation", "week", "as_at"),
    permissions=(PUBLISH_RELEASE,),
    events=ReleaseEvent,
)

STATISTIC: ResourceSpec[None] = ResourceSpec(
    name="statistic",
    fields=fields(READERS, "nation", "week", "platform", "count", "suppressed", "as_at"),
    permissions=(READ_STATISTICS,),
    scopes=Scopes(read="statistics:read"),
)
