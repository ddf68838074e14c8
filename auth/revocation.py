"""Giving a token back (RFC 7009): it is refused everywhere at the next request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint

from auth import replay_cache
from auth.errors import InvalidToken
from auth.models import AUTH_METHODS, OAuthClient
from auth.request import FormRequest
from auth.tokens import TokenValidator

# A denied token outlives itself on the list by this much, for the clocks of workers and database differ.
KEPT_AFTERWARDS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Presented:
    """A token of ours that somebody sent back."""

    client_id: str
    jti: str
    expires_at: datetime

    def check_client(self, client: OAuthClient) -> bool:
        """Only the client that holds a token may end it."""
        return self.client_id == client.client_id


class Revocation(RevocationEndpoint):
    """What is no token of ours is answered like one that was revoked; the hint is only a hint."""

    CLIENT_AUTH_METHODS: ClassVar = AUTH_METHODS

    def check_params(self, request: FormRequest, _client: OAuthClient) -> None:
        if "token" not in request.form:
            raise InvalidRequestError("The parameter token is missing.")

    def query_token(self, token_string: str, _hint: str | None) -> Presented | None:
        try:
            claims = TokenValidator().authenticate_token(token_string)
        except InvalidToken:
            return None
        return Presented(claims["client_id"], claims["jti"], datetime.fromtimestamp(claims["exp"], UTC))

    def revoke_token(self, token: Presented, _request: FormRequest) -> None:
        replay_cache.deny(token.jti, token.expires_at + KEPT_AFTERWARDS)
