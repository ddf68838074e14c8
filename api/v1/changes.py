"""The feed: what changed, in order."""

from __future__ import annotations

from typing import Any

from api import feed_cursor
from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.changes import ChangeFilters, Changes
from services.events import feed

blueprint = ApiBlueprint("changes", "Every change that concerns your organisation, in one gap-free sequence.")


@blueprint.operation(
    "GET", "/changes", scope="changes:read", query=ChangeFilters, response=Changes, extra_statuses=(410,)
)
def list_changes(context: RequestContext, query: dict[str, Any]) -> dict[str, Any]:
    """What changed.

    Begin without a cursor, or with the `sync_cursor` of a list; keep `next_cursor` and come back with it, for it is
    always there. An entry may come twice: its key is (event_id, resource_id). Each shows the thing as you may
    see it now; `data` is null when there is nothing left that you may see.
    """
    position = feed_cursor.verify_position(query.get("cursor"), context.actor)
    changes = feed.read_changes(context.session, context.actor, position, query["limit"], query.get("types", ()))
    cursor = feed_cursor.sign_position(changes.position, context.actor)
    return {"data": changes.entries, "next_cursor": cursor, "has_more": changes.has_more}
