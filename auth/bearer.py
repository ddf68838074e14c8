"""Authentication of API requests by bearer token (RFC 6750).

Signature and times of a token are verified from the token alone. One query per request then checks in the database that
the token is not revoked and its client is not disabled, so that both take effect in every process at once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import UTC, datetime

from sqlalchemy import Executable, Select, Text, bindparam, exists, select, true

from auth.errors import AmbiguousToken, InsufficientScope, InvalidToken, MissingToken
from auth.models import DeniedToken, OAuthClient
from auth.principal import Principal
from auth.scopes import Scope, allowed_scopes
from auth.tokens import AccessToken, verify_issued_token
from services.core import quotas
from services.core.quotas import QuotaPolicy
from services.core.statements import BoundStatement, Row, compiled_once, read_with_retry

# RFC 6750, section 2.1.
AUTHORIZATION_HEADER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)


def authenticate(authorization_header: str | None, query: Container[str] = ()) -> Principal:
    """Return the client that sent a request. Arguments as for `verify_header`.

    Raises:
        TokenError: when the request carries no token that is valid at this moment.
    """
    token = verify_header(authorization_header, query)
    (rows,) = read_with_retry(None, select_current_scopes(token))
    return build_principal(token, rows)


def verify_header(authorization_header: str | None, query: Container[str] = ()) -> AccessToken:
    """Return the token of an Authorization header, without asking the database whether it is revoked.

    Args:
        authorization_header: the value of the header; None when the request has none.
        query: the names of the query parameters of the request.

    Raises:
        MissingToken: when the header holds no bearer token.
        AmbiguousToken: when the query holds an `access_token` as well.
        InvalidToken: when the token is malformed, expired, or not signed by this server.
    """
    if authorization_header and "access_token" in query:
        raise AmbiguousToken
    return verify_unexpired_token(_parse_header(authorization_header))


def verify_unexpired_token(text: str) -> AccessToken:
    """Return the token, if this server signed it and it has not expired; raise InvalidToken otherwise."""
    token = verify_issued_token(text)
    token.require_current()
    return token


def select_current_scopes(token: AccessToken | None) -> BoundStatement:
    """Return the query for the scopes that the client of the token holds now.

    It finds no row when the token is revoked or the client disabled. The suspension of an organisation revokes the
    tokens of its clients. With None it finds none either, and takes as long.
    """
    return _select_scopes_of_usable_token().bind(**_token_parameters(token))


def count_request(token: AccessToken, policy: QuotaPolicy, now: datetime) -> BoundStatement:
    """Return the statement of `select_current_scopes` that also counts a request of the client under a quota policy.

    Its row holds `period_start` and `count` too. Requests with a token that is not usable are not counted: whoever has
    a revoked token cannot use up the quota of its client.
    """
    parameters = _token_parameters(token) | quotas.bind_parameters(policy, now)
    return _count_request_with_usable_token().bind(**parameters, counter=quotas.hash_client_id(token.client_id))


def _token_parameters(token: AccessToken | None) -> dict[str, object]:
    """Return the parameters of the statements about a token."""
    client_id, epoch, jti = (token.client_id, token.client_epoch, token.jti) if token else ("", 0, "")
    return {"client_id": client_id, "epoch": epoch, "jti": jti}


def build_principal(token: AccessToken, rows: Sequence[Row]) -> Principal:
    """Return the client that the token was issued to, with those scopes of the token that it still may use.

    Args:
        token: a verified token.
        rows: the result of `select_current_scopes(token)`.

    Raises:
        InvalidToken: when the token is revoked or its client disabled.
    """
    if not rows:
        raise InvalidToken
    (client,) = rows
    # The ceiling applies at use too: it, the client's kind or its scopes may have shrunk since the token was issued.
    ceiling = allowed_scopes(token.organisation_kind) & allowed_scopes(client["organisation_kind"])
    return Principal(
        client_id=token.client_id,
        organisation_id=token.organisation_id,
        organisation_kind=token.organisation_kind,
        roles=frozenset(token.roles),
        scopes=token.scopes.intersection(client["scopes"]) & ceiling,
        jti=token.jti,
        expires_at=datetime.fromtimestamp(token.expires_at, UTC),
    )


def require_scope(principal: Principal, scope: Scope | str) -> None:
    """Raise InsufficientScope unless the principal has the scope."""
    if str(scope) not in principal.scopes:
        raise InsufficientScope(str(scope))


def _parse_header(header: str | None) -> str:
    """Return the token of an Authorization header; raise MissingToken or InvalidToken when there is none."""
    # str.strip() without arguments would also remove bytes that HTTP does not count as white space.
    credentials = (header or "").strip(" \t")
    scheme, _, parameters = credentials.partition(" ")
    if scheme.lower() != "bearer" or not parameters:
        raise MissingToken
    match = AUTHORIZATION_HEADER.fullmatch(credentials)
    if not match:
        raise InvalidToken
    return match[1]


@compiled_once
def _select_scopes_of_usable_token() -> Executable:
    """Build the query for the scopes of a client. Parameters: those of `_token_parameters`."""
    return _select_usable_token()


@compiled_once
def _count_request_with_usable_token() -> Executable:
    """Build the statement that counts a request.

    Parameters: `counter`, the key to count under, and those of `_token_parameters` and `quotas.bind_parameters`.
    """
    usable = _select_usable_token().cte("usable")
    counted = quotas.count_requests(select(bindparam("counter", type_=Text())).select_from(usable)).cte("counted")
    return select(usable, counted).join(counted, true())


def _select_usable_token() -> Select[str, list[str], str]:
    """Build the query for client id, scopes and kind of the client of a token.

    It finds no row when the token is revoked or the client disabled.
    """
    denied = exists().where(DeniedToken.jti == bindparam("jti"))
    return select(OAuthClient.client_id, OAuthClient.scopes, OAuthClient.organisation_kind).where(
        OAuthClient.client_id == bindparam("client_id"),
        OAuthClient.active,
        OAuthClient.epoch == bindparam("epoch"),
        ~denied,
    )
