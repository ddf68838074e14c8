"""Cursors of the feed. Unlike those of lists they are good for any filter: a list's first page hands one out."""

from __future__ import annotations

from api.context import Call
from api.pagination import opened, question, sealed
from services.events.feed import Position, head
from services.policy.actor import Actor


def now(call: Call) -> str:
    """Where the caller's feed ends at this moment."""
    return written(head(call.session, call.actor), call.actor)


def written(position: Position, actor: Actor) -> str:
    """The cursor of a position."""
    return sealed((position.epoch, position.seq), _about(actor))


def read(cursor: str | None, actor: Actor) -> Position | None:
    """The position of a cursor."""
    return Position(*opened(cursor, _about(actor))) if cursor else None


def _about(actor: Actor) -> bytes:
    return question("/changes", actor.organisation_id, {})
