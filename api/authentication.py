"""The only seam between auth and the product: whose token it is becomes who acts."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from auth import bearer
from auth.principal import Principal
from services import organisations
from services.core.statements import Row, read_with_retry
from services.policy.actor import Actor


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller, and its organisation as it was a moment ago."""

    principal: Principal
    organisation: Sequence[Row]

    @property
    def actor(self) -> Actor:
        """Who acts; Forbidden when the organisation is not active."""
        who = self.principal
        return organisations.read_actor(self.organisation, who.organisation_id, who.client_id, who.roles)

    def require_active(self) -> None:
        """Forbidden when the organisation is not active."""
        _ = self.actor


def caller_of(authorization_header: str | None, query: Container[str]) -> Caller:
    """Who calls; raises `Refused`. One round trip asks about the token, its client and its organisation."""
    token = bearer.presented(authorization_header, query)
    wanted = (token.question, organisations.actor_statement(token.organisation_id))
    allowed, organisation = read_with_retry(token.organisation_id, *wanted)
    return Caller(token.principal(allowed), organisation)
