"""What a view gets to know about its request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.pagination import Page
from auth.principal import Principal
from services.core.db import Session
from services.policy.actor import Actor
from services.queries import Keyset


@dataclass(slots=True)
class RequestContext:
    """One admitted request inside its transaction."""

    session: Session
    principal: Principal
    actor: Actor
    expected_version: int = 0
    page: Page | None = None
    replayed_as: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def keyset(self) -> Keyset:
        """Where the asked-for page of a list begins, and how many rows it may have."""
        return self.page.keyset if self.page else Keyset()

    def replay_as(self, answer: Mapping[str, Any]) -> None:
        """A replay gets this answer instead: for what is told only once."""
        self.replayed_as = answer
