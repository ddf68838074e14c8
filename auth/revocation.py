"""Token revocation (RFC 7009). A revoked token is refused by every process from the next request on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from auth.errors import InvalidToken
from auth.form_request import FormRequest
from auth.models import AUTH_METHODS, DeniedToken, OAuthClient
from auth.tokens import AccessToken, verify_issued_token
from services.core.db import transaction

# A revoked token stays on the list for longer than it is valid, because the clocks of processes and database differ.
RETENTION_MARGIN = timedelta(seconds=60)
MAX_ROWS_PER_PURGE = 100


class TokenRevocation(RevocationEndpoint):
    """The revocation endpoint. Answers 200 to every text (RFC 7009, section 2.2), and revokes own tokens only.

    A client that could tell a foreign token from a text that is no token could test whether a token is valid.
    """

    CLIENT_AUTH_METHODS: ClassVar = AUTH_METHODS

    def authenticate_token(self, request: FormRequest, client: OAuthClient) -> AccessToken | None:
        """Return the token of the request; None unless this server issued it to the client.

        The parameter token_type_hint is ignored (RFC 7009, section 2.1): there is one type of token.
        """
        if "token" not in request.form:
            raise InvalidRequestError("The parameter token is missing.")
        try:
            token = verify_issued_token(request.form["token"])
        except InvalidToken:
            return None
        return token if token.client_id == client.client_id else None

    def revoke_token(self, token: AccessToken, _request: FormRequest) -> None:
        """Refuse the token from now on."""
        deny_token(token.jti, datetime.fromtimestamp(token.expires_at, UTC) + RETENTION_MARGIN)


def deny_token(jti: str, expires_at: datetime) -> None:
    """Put a token on the denylist, and delete some tokens from it that have expired.

    Args:
        jti: the token's id.
        expires_at: the moment from which the token may be deleted from the list.
    """
    expired = select(DeniedToken.jti).where(DeniedToken.expires_at < func.now())
    purged = expired.limit(MAX_ROWS_PER_PURGE).with_for_update(skip_locked=True)
    with transaction(None) as session:
        session.execute(insert(DeniedToken).values(jti=jti, expires_at=expires_at).on_conflict_do_nothing())
        session.execute(delete(DeniedToken).where(DeniedToken.jti.in_(purged)))
