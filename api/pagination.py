"""Keyset pages. A cursor holds the key of the last row and a signature that ties it to its reader and its question."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.core import crypto
from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.queries import Keyset

TAG_BYTES = 16
# JSON knows neither UUIDs nor moments, and the database compares neither with text.
READ: Mapping[str, Callable[[Any], Any]] = {
    "u": UUID,
    "t": datetime.fromisoformat,
    "i": int,
    "s": str,
}
WRITTEN = ((UUID, "u"), (datetime, "t"), (int, "i"), (str, "s"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page that was asked for; `about` is everything its cursors are bound to."""

    about: bytes
    after: tuple[Any, ...] | None
    size: int

    @property
    def keyset(self) -> Keyset:
        """What the verb of the list reads: one row more than is shown tells whether there is another page."""
        return Keyset(self.after[0] if self.after else None, self.size + 1)

    @classmethod
    def asked(cls, cursor: str | None, limit: int, about: bytes) -> Page:
        """The page after the cursor; Invalid for a cursor that is not ours or not for this question."""
        return cls(about, opened(cursor, about) if cursor else None, limit)

    def filled(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The envelope around these rows, of which there may be one too many."""
        shown, more = list(rows[: self.size]), len(rows) > self.size
        cursor = sealed((shown[-1]["id"],), self.about) if more else None
        return {"data": shown, "next_cursor": cursor, "has_more": more}


def question(path: str, reader: UUID, filters: Mapping[str, Any]) -> bytes:
    """What a cursor is bound to: this list, this reader, these filters."""
    return orjson.dumps([path, reader, sorted(filters.items())], default=str)


def sealed(key: tuple[Any, ...], about: bytes) -> str:
    """A cursor."""
    packed = orjson.dumps([[_letter(part), str(part)] for part in key])
    return sealed_bytes(_tag(packed, about) + packed)


def sealed_bytes(raw: bytes) -> str:
    """The one spelling of these bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def opened(cursor: str, about: bytes) -> tuple[Any, ...]:
    """The key in a cursor."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise _not_ours() from None
    tag, packed = raw[:TAG_BYTES], raw[TAG_BYTES:]
    # base64 has several spellings of the same bytes; ours is the only one that was given out.
    if sealed_bytes(raw) != cursor or not hmac.compare_digest(tag, _tag(packed, about)):
        raise _not_ours()
    return tuple(READ[letter](text) for letter, text in orjson.loads(packed))


def _letter(part: Any) -> str:
    return next(letter for kind, letter in WRITTEN if isinstance(part, kind))


def _tag(packed: bytes, about: bytes) -> bytes:
    key = crypto.derive_key(get_settings().secret_key, "list cursors")
    return hmac.digest(key, len(about).to_bytes(4) + about + packed, "sha256")[:TAG_BYTES]


def _not_ours() -> Invalid:
    return Invalid(
        field_errors=(FieldError("?cursor", "cursor", "Not a cursor of this list, these filters and this reader."),)
    )
