"""The audit hash of an event. Anybody who can read the row can recompute it; a changed row no longer matches."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import orjson

# RFC 6962, section 2.1: leaves and inner nodes of the Merkle tree are hashed with different prefixes.
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
    """Return SHA-256 over 0x00 and the canonical JSON (sorted keys, UTC times) of the hashed columns."""
    columns = {column: row[column] for column in HASHED_COLUMNS}
    # A database session returns times in its own time zone.
    columns["at"] = row["at"].astimezone(UTC)
    options = orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z
    return hashlib.sha256(LEAF_PREFIX + orjson.dumps(columns, option=options)).digest()
