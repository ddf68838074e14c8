"""The context that a view gets with each request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.pagination import Page
from auth.principal import Principal
from services.core.db import Session
from services.policy.actor import Actor
from services.queries import Keyset


@dataclass(slots=True)
class RequestContext:
    """One authorized request inside its database transaction.

    expected_version: the version in If-Match, where the operation requires one.
    page: the requested page of a paginated list.
    replay_body: the body to store for replays instead of the response's own.
    """

    session: Session
    principal: Principal
    actor: Actor
    expected_version: int = 0
    page: Page | None = None
    replay_body: Mapping[str, object] | None = field(default=None, repr=False)

    @property
    def keyset(self) -> Keyset:
        """Return the keyset of the requested page."""
        return self.page.keyset if self.page else Keyset()
