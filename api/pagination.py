"""Pages of lists by keyset pagination.

A cursor is the key of the last row, signed together with the list, the reader and the filters that it belongs to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import orjson
from itsdangerous import BadSignature, Signer

from services.core import crypto
from services.core.errors import FieldError, Invalid
from services.core.settings import get_settings
from services.queries import Keyset


@dataclass(frozen=True, slots=True)
class Page:
    """The requested page of a list, newest row first.

    scope: what its cursors are bound to.
    after_id: the id of the last row of the previous page; None for the first page.
    size: the maximum number of rows.
    """

    scope: bytes
    after_id: UUID | None
    size: int

    @classmethod
    def from_query(cls, cursor: str | None, limit: int, scope: bytes) -> Page:
        """Return the page that the query parameters request. Raises Invalid for a cursor of another scope."""
        return cls(scope, UUID(verify_cursor(cursor, scope)) if cursor else None, limit)

    @property
    def keyset(self) -> Keyset:
        """Return the keyset to query: one row more than the page shows tells whether another page follows."""
        return Keyset(self.after_id, self.size + 1)

    def build_envelope(self, rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
        """Return the response body for the rows of `keyset`: those of the page, and the cursor of the next page."""
        has_more = len(rows) > self.size
        page_rows = list(rows[: self.size])
        next_cursor = sign_cursor(str(page_rows[-1]["id"]), self.scope) if has_more else None
        return {"data": page_rows, "next_cursor": next_cursor, "has_more": has_more}


def build_cursor_scope(path: str, reader_id: UUID, filters: Mapping[str, object]) -> bytes:
    """Return what a cursor is bound to: the path of the list, the reading organisation and the filters."""
    return orjson.dumps([path, reader_id, sorted(filters.items())], default=str)


def sign_cursor(key: str, scope: bytes) -> str:
    """Return the cursor of a key. Both are URL-safe text."""
    return _create_signer(scope).sign(key).decode()


def verify_cursor(cursor: str, scope: bytes) -> str:
    """Return the key in a cursor. Raises Invalid for a cursor that was altered or issued for another scope."""
    try:
        key = _create_signer(scope).unsign(cursor).decode()
    except BadSignature:
        raise _invalid_cursor() from None
    # The base64 of a signature has several spellings; only the one that was issued is accepted.
    if sign_cursor(key, scope) != cursor:
        raise _invalid_cursor()
    return key


def _create_signer(scope: bytes) -> Signer:
    """Return the HMAC-SHA-256 signer whose key is derived for this scope."""
    secret = crypto.derive_key(get_settings().secret_key, "list cursors")
    return Signer(secret, salt=scope, key_derivation="hmac", digest_method=hashlib.sha256)


def _invalid_cursor() -> Invalid:
    """Return the error for a cursor that was not issued for its scope."""
    detail = "The cursor must come from this list, with the same filters and the same organisation."
    return Invalid(field_errors=(FieldError("?cursor", "cursor", detail),))
