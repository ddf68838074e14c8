"""Cursors of the change feed. They do not depend on filters, so that the first page of a list can hand one out."""

from __future__ import annotations

from api.context import RequestContext
from api.pagination import build_cursor_scope, sign_cursor, verify_cursor
from services.events.feed import FeedPosition, read_feed_position
from services.policy.actor import Actor


def sign_current_position(context: RequestContext) -> str:
    """Return the cursor of the present end of the caller's feed."""
    return sign_position(read_feed_position(context.session, context.actor), context.actor)


def sign_position(position: FeedPosition, actor: Actor) -> str:
    """Return the cursor of a position in the actor's feed."""
    return sign_cursor(f"{position.epoch}-{position.seq}", _build_scope(actor))


def verify_position(cursor: str | None, actor: Actor) -> FeedPosition | None:
    """Return the position that a cursor names, or None without a cursor. Raises Invalid for one that was altered."""
    if not cursor:
        return None
    epoch, seq = verify_cursor(cursor, _build_scope(actor)).split("-")
    return FeedPosition(int(epoch), int(seq))


def _build_scope(actor: Actor) -> bytes:
    """Return the scope of the cursors of the actor's feed."""
    return build_cursor_scope("/changes", actor.organisation_id, {})
