"""The authenticated sender of a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Principal:
    """A client of an organisation. `scopes` are those scopes of its token that the client still holds; `jti` is the
    token's id."""

    client_id: str
    organisation_id: UUID
    organisation_kind: str
    roles: frozenset[str]
    scopes: frozenset[str]
    jti: str
    expires_at: datetime
