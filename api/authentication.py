"""The only place where an authenticated token becomes an actor of the product."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from uuid import UUID

from auth import bearer
from auth.principal import Principal
from services import organisations
from services.access.authorization import Authorization
from services.core import clock, quotas
from services.core.quotas import QuotaPolicy, QuotaUsage
from services.core.statements import Row, read_with_retry
from services.core.tenant_ids import get_tenant_client_id, get_tenant_id
from services.policy.actor import Actor


@dataclass(frozen=True, slots=True)
class AuthenticatedCaller:
    """A client whose token was verified, with what was read at authentication.

    organisation_rows: the row of its organisation.
    usage: counts this request.
    resource_rows: the rows of the resource that its request names, as far as it can see them.
    """

    principal: Principal
    organisation_rows: Sequence[Row]
    usage: QuotaUsage
    resource_rows: Sequence[Row] = ()

    @property
    def actor(self) -> Actor:
        """Return the actor. Raises Forbidden when its organisation is not active."""
        principal = self.principal
        return organisations.read_actor(self.organisation_rows, principal.client_id, principal.roles)

    @property
    def tenant_id(self) -> UUID:
        """The id under which the rows of the caller's organisation are stored, and for which transactions act."""
        return get_tenant_id(self.principal.organisation_id, self.principal.organisation_kind)

    @property
    def tenant_client_id(self) -> str:
        """The id under which rows name the caller's client."""
        return get_tenant_client_id(self.principal.client_id, self.principal.organisation_kind)

    def require_active(self) -> None:
        """Raise Forbidden unless the caller's organisation is active."""
        _ = self.actor

    def require(self, authorization: Authorization) -> None:
        """Raise NotFound unless the caller can see the resource, and Forbidden unless it holds a permission for it."""
        authorization.require(self.actor, self.resource_rows)


def authenticate_request(
    authorization_header: str | None,
    query_names: Container[str],
    policy: QuotaPolicy,
    authorization: Authorization | None = None,
    resource_id: UUID | None = None,
) -> AuthenticatedCaller:
    """Return the caller that the Authorization header identifies. Raises auth.errors.TokenError.

    query_names: names of the query parameters; an access token among them is rejected (RFC 6750, section 2.3).
    policy: the quota policy under which the request is counted.
    authorization, resource_id: the resource of the path whose rows the caller needs, if the operation needs any.
    One round trip to the database reads the state of the token, of its client, of its organisation and the resource,
    and counts the request.
    """
    token = bearer.verify_header(authorization_header, query_names)
    tenant_id, now = get_tenant_id(token.organisation_id, token.organisation_kind), clock.now()
    statements = [organisations.actor_statement(token.organisation_id)]
    if authorization and resource_id:
        statements += authorization.select_rows(tenant_id, resource_id)
    # The counter comes last: its row is locked until the end of the batch.
    statements.append(bearer.count_request(token, policy, now))
    organisation_rows, *resource_rows, token_rows = read_with_retry(tenant_id, *statements)
    principal = bearer.build_principal(token, token_rows)
    usage = quotas.read_usage(policy, token_rows[0], now)
    return AuthenticatedCaller(principal, organisation_rows, usage, [row for rows in resource_rows for row in rows])
