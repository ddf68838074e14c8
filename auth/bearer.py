"""From an Authorization header to a Principal. Every request looks once whether the token may still be used."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Executable, bindparam, exists, select

from auth import jose
from auth.allowed_scopes import ceiling
from auth.errors import AmbiguousToken, InsufficientScope, InvalidToken, MissingToken
from auth.models import DeniedToken, OAuthClient
from auth.principal import Principal
from auth.scopes import Scope
from auth.tokens import TokenValidator
from services.core.statements import BoundStatement, Row, compiled_once, read_with_retry

# RFC 6750, section 2.1.
BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Presented:
    """A token that is good by itself. Whether it may still be used, the answer to its question tells."""

    organisation_id: UUID
    claims: jose.Claims

    @property
    def question(self) -> BoundStatement:
        """Every request asks it, so that closed clients and revoked tokens end on every worker at once."""
        claims = self.claims
        return _allowed().bind(client_id=claims["client_id"], epoch=claims["cep"], jti=claims["jti"])

    def principal(self, answer: Sequence[Row]) -> Principal:
        """Who calls, with no more scopes than the client has now; InvalidToken when it may not be used any more."""
        if not answer:
            raise InvalidToken
        kind = self.claims["org_kind"]
        return Principal(
            client_id=self.claims["client_id"],
            organisation_id=self.organisation_id,
            organisation_kind=kind,
            roles=frozenset(self.claims["roles"]),
            scopes=frozenset(self.claims["scope"].split()).intersection(answer[0]["scopes"]) & ceiling(kind),
            jti=self.claims["jti"],
            expires_at=datetime.fromtimestamp(self.claims["exp"], UTC),
        )


# What stands in for a token that is none, where the answer must not come sooner for it: nobody has this client id.
NOTHING = Presented(UUID(int=0), {"client_id": "", "cep": 0, "jti": ""})


def presented(authorization_header: str | None, query: Container[str] = ()) -> Presented:
    """The token of a request; raises `Refused`. `query` are the names of the parameters, where no token belongs."""
    if authorization_header and "access_token" in query:
        raise AmbiguousToken
    return examined(_token(authorization_header))


def examined(token: str) -> Presented:
    """A token that is good by itself; InvalidToken for any other text."""
    claims = _valid(token)
    return Presented(_organisation(claims), claims)


def authenticate(authorization_header: str | None, query: Container[str] = ()) -> Principal:
    """Who calls; raises `Refused`."""
    token = presented(authorization_header, query)
    (answer,) = read_with_retry(None, token.question)
    return token.principal(answer)


def require(principal: Principal, scope: Scope | str) -> None:
    """Refuse unless the token reaches this far."""
    if str(scope) not in principal.scopes:
        raise InsufficientScope(str(scope))


def _token(header: str | None) -> str:
    # Only what HTTP calls white space: Python would also strip bytes that belong to what was sent.
    text = (header or "").strip(" \t")
    scheme, _, rest = text.partition(" ")
    if scheme.lower() != "bearer" or not rest:
        raise MissingToken
    found = BEARER.fullmatch(text)
    if not found:
        raise InvalidToken
    return found[1]


def _valid(token: str) -> jose.Claims:
    validator = TokenValidator()
    claims = validator.authenticate_token(token)
    validator.validate_token(claims)
    return claims


@compiled_once
def _allowed() -> Executable:
    denied = exists().where(DeniedToken.jti == bindparam("jti"))
    return select(OAuthClient.scopes).where(
        OAuthClient.client_id == bindparam("client_id"),
        OAuthClient.active,
        OAuthClient.epoch == bindparam("epoch"),
        ~denied,
    )


def _organisation(claims: jose.Claims) -> UUID:
    try:
        return UUID(claims["org"])
    except ValueError:
        raise InvalidToken from None
