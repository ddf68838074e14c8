"""The change feed."""

from __future__ import annotations

from api import feed_cursor
from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.base import Resource, ValidatedInput
from api.schemas.changes import ChangeFilters, Changes
from services.events import feed

blueprint = ApiBlueprint("changes", "Every change that concerns your organisation, in one sequence without gaps.")


@blueprint.operation(
    "GET",
    "/changes",
    scope="changes:read",
    query=ChangeFilters,
    response=Changes,
    problems=("cursor_expired",),
    faults=("cursor",),
)
def list_changes(context: RequestContext, query: ValidatedInput) -> Resource:
    """List changes.

    Start without a cursor, or with the `sync_cursor` of a list. Store `next_cursor` and send it as `cursor` the next
    time; it is always present. A change may be delivered twice: its key is (event_id, resource_id). Each change shows
    the resource as you may see it now; `data` is null when you may no longer see it.
    """
    position = feed_cursor.verify_position(query.get("cursor"), context.actor)
    changes = feed.read_changes(context.session, context.actor, position, query["limit"], query.get("types", ()))
    cursor = feed_cursor.sign_position(changes.position, context.actor)
    return {"data": changes.entries, "next_cursor": cursor, "has_more": changes.has_more}
