"""Asking about a token (RFC 7662): a client learns of those of its own organisation, and nothing of any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from auth import bearer
from auth.errors import InvalidToken
from auth.models import AUTH_METHODS, OAuthClient
from auth.principal import Principal
from auth.request import FormRequest
from services.core.statements import read_with_retry

# The client epoch is ours alone.
TOLD = ("client_id", "sub", "iss", "aud", "exp", "iat", "nbf", "jti", "org", "org_kind", "roles")


@dataclass(frozen=True, slots=True)
class Usable:
    """A token that would open the API at this moment."""

    claims: dict[str, Any]
    principal: Principal

    def is_expired(self) -> bool:
        """Never: it was examined as every request is."""
        return False

    def is_revoked(self) -> bool:
        """Never, for the same reason."""
        return False


class Introspection(IntrospectionEndpoint):
    """Whatever cannot be used now, by whomever it was issued, is answered with `active: false` and not a word more."""

    CLIENT_AUTH_METHODS: ClassVar = AUTH_METHODS

    def check_params(self, request: FormRequest, _client: OAuthClient) -> None:
        """The hint is only a hint; Authlib would refuse one that it does not know."""
        if "token" not in request.form:
            raise InvalidRequestError("The parameter token is missing.")

    def query_token(self, token_string: str, _hint: str | None) -> Usable | None:
        """The database is asked in any case, so that the time tells nothing about foreign tokens."""
        token = _examined(token_string)
        (answer,) = read_with_retry(None, token.question)
        try:
            return Usable(token.claims, token.principal(answer))
        except InvalidToken:
            return None

    def check_permission(self, token: Usable, client: OAuthClient, _request: FormRequest) -> bool:
        return token.principal.organisation_id == client.organisation_id

    def introspect_token(self, token: Usable) -> dict[str, Any]:
        """The scopes are those that the client still holds, as at every request."""
        told = {name: token.claims[name] for name in TOLD}
        return {"active": True, "token_type": "Bearer", "scope": " ".join(sorted(token.principal.scopes)), **told}


def _examined(text: str) -> bearer.Presented:
    try:
        return bearer.examined(text)
    except InvalidToken:
        return bearer.NOTHING
