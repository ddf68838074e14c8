"""Cursors of the feed. Unlike those of lists they are good for any filter: a list's first page hands one out."""

from __future__ import annotations

from api.context import RequestContext
from api.pagination import opened, question, sealed
from services.events.feed import FeedPosition, read_feed_position
from services.policy.actor import Actor


def sign_current_position(call: RequestContext) -> str:
    """Where the caller's feed ends at this moment."""
    return sign_position(read_feed_position(call.session, call.actor), call.actor)


def sign_position(position: FeedPosition, actor: Actor) -> str:
    """The cursor of a position."""
    return sealed((position.epoch, position.seq), _about(actor))


def verify_position(cursor: str | None, actor: Actor) -> FeedPosition | None:
    """The position of a cursor."""
    return FeedPosition(*opened(cursor, _about(actor))) if cursor else None


def _about(actor: Actor) -> bytes:
    return question("/changes", actor.organisation_id, {})
