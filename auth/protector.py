"""From an Authorization header to a Principal. Every request looks once whether the token may still be used."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import exists, select

from auth import jose
from auth.errors import AmbiguousToken, InsufficientScope, InvalidToken, MissingToken
from auth.models import DeniedToken, OAuthClient
from auth.principal import Principal
from auth.scopes import Scope
from auth.tokens import TokenValidator
from services.db import transaction

# RFC 6750, section 2.1.
BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


def authenticate(authorization_header: str | None, query: Container[str] = ()) -> Principal:
    """Who calls; raises `Refused`. `query` are the names of the query parameters, where no token belongs."""
    if authorization_header and "access_token" in query:
        raise AmbiguousToken
    claims = _valid(_token(authorization_header))
    return Principal(
        client_id=claims["client_id"],
        organisation_id=_organisation(claims),
        organisation_kind=claims["org_kind"],
        roles=frozenset(claims["roles"]),
        scopes=frozenset(claims["scope"].split()) & _ceiling(claims),
        jti=claims["jti"],
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )


def require(principal: Principal, scope: Scope | str) -> None:
    """Refuse unless the token reaches this far."""
    if str(scope) not in principal.scopes:
        raise InsufficientScope(str(scope))


def _token(header: str | None) -> str:
    scheme, _, rest = (header or "").strip().partition(" ")
    if scheme.lower() != "bearer" or not rest.strip():
        raise MissingToken
    found = BEARER.fullmatch((header or "").strip())
    if not found:
        raise InvalidToken
    return found[1]


def _valid(token: str) -> jose.Claims:
    validator = TokenValidator()
    claims = validator.authenticate_token(token)
    validator.validate_token(claims)
    return claims


def _ceiling(claims: jose.Claims) -> frozenset[str]:
    """What the client may still do; InvalidToken when it was closed or the token revoked, on every worker at once."""
    denied = exists().where(DeniedToken.jti == claims["jti"])
    wanted = select(OAuthClient.scopes).where(
        OAuthClient.client_id == claims["client_id"],
        OAuthClient.active,
        OAuthClient.epoch == claims["cep"],
        ~denied,
    )
    with transaction(None) as session:
        scopes = session.scalar(wanted)
    if scopes is None:
        raise InvalidToken
    return frozenset(scopes)


def _organisation(claims: jose.Claims) -> UUID:
    try:
        return UUID(claims["org"])
    except ValueError:
        raise InvalidToken from None
