"""The feed: what changed, in order."""

from __future__ import annotations

from typing import Any

from api import feed_cursor
from api.blueprint import Doorway
from api.context import Call
from api.schemas.changes import ChangeFilters, Changes
from services.events import feed

doorway = Doorway("changes", "Every change that concerns your organisation, in one gap-free sequence.")


@doorway.operation("GET", "/changes", scope="changes:read", query=ChangeFilters, answers=(200, Changes), also=(410,))
def list_changes(call: Call, query: dict[str, Any]) -> dict[str, Any]:
    """What changed.

    Begin without a cursor, or with the `sync_cursor` of a list; keep `next_cursor` and come back with it, for it is
    always there. An entry may come twice: its key is (event_id, resource_id). Each shows the thing as you may
    see it now; `data` is null when there is nothing left that you may see.
    """
    position = feed_cursor.read(query.get("cursor"), call.actor)
    found = feed.read_changes(call.session, call.actor, position, query["limit"], query.get("types", ()))
    cursor = feed_cursor.written(found.position, call.actor)
    return {"data": found.entries, "next_cursor": cursor, "has_more": found.has_more}
