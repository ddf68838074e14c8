"""The audit hash of an event: anyone who can read the row can recompute it, and a changed row no longer agrees."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import orjson

# RFC 6962: leaves and inner nodes of the tree are hashed with different prefixes.
LEAF_PREFIX = b"\x00"
HASHED_COLUMNS = (
    "organisation_id",
    "id",
    "client_id",
    "kind",
    "resource",
    "resource_id",
    "version",
    "cause_id",
    "details",
    "at",
)


def compute_audit_hash(row: Mapping[str, Any]) -> bytes:
    """SHA-256 over 0x00 and the canonical JSON of the columns that the leaf commits to."""
    committed = {column: row[column] for column in HASHED_COLUMNS}
    # A session of the database shows a moment in its own time zone; the hash is of the moment.
    committed["at"] = row["at"].astimezone(UTC)
    options = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
    return hashlib.sha256(LEAF_PREFIX + orjson.dumps(committed, option=options)).digest()
