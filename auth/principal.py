"""Who a valid token speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Principal:
    """One client of one organisation. `scopes` are those of the token that the client still holds."""

    client_id: str
    organisation_id: UUID
    organisation_kind: str
    roles: frozenset[str]
    scopes: frozenset[str]
    jti: str
    expires_at: datetime
