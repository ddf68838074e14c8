"""Token introspection (RFC 7662). A client may introspect the tokens of its own organisation only."""

from __future__ import annotations

from typing import ClassVar

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from auth import bearer
from auth.errors import InvalidToken
from auth.form_request import FormRequest
from auth.models import AUTH_METHODS, OAuthClient
from auth.principal import Principal
from auth.tokens import AccessToken
from services.core.statements import read_with_retry

UsableToken = tuple[AccessToken, Principal]


class TokenIntrospection(IntrospectionEndpoint):
    """The introspection endpoint. Every token that is not usable now, for whatever reason, is `active: false`."""

    CLIENT_AUTH_METHODS: ClassVar = AUTH_METHODS

    def authenticate_token(self, request: FormRequest, client: OAuthClient) -> UsableToken | None:
        """Return the token of the request, if it would be accepted by the API and belongs to the client's organisation.

        The parameter token_type_hint is ignored (RFC 7009, section 2.1): there is one type of token.
        """
        if "token" not in request.form:
            raise InvalidRequestError("The parameter token is missing.")
        usable = _find_usable_token(request.form["token"])
        if usable is None:
            return None
        token, _ = usable
        return usable if token.organisation_id == client.organisation_id else None

    def create_introspection_payload(self, usable: UsableToken | None) -> dict[str, object]:
        """Return the response (RFC 7662, section 2.2). `scope` lists the scopes that the client still has."""
        if usable is None:
            return {"active": False}
        token, principal = usable
        return {
            "active": True,
            "token_type": "Bearer",
            "scope": " ".join(sorted(principal.scopes)),
            "client_id": token.client_id,
            "sub": token.subject,
            "iss": token.issuer,
            "aud": token.audience,
            "exp": token.expires_at,
            "iat": token.issued_at,
            "nbf": token.not_before,
            "jti": token.jti,
            "org": str(token.organisation_id),
            "org_kind": token.organisation_kind,
            "roles": list(token.roles),
        }


def _find_usable_token(text: str) -> UsableToken | None:
    """Return the token and the client it speaks for, or None when the API would not accept it.

    The database is queried in any case, so that the time of the response does not tell forged tokens from revoked ones.
    """
    try:
        token = bearer.verify_unexpired_token(text)
    except InvalidToken:
        token = None
    (rows,) = read_with_retry(None, bearer.select_current_scopes(token))
    try:
        return (token, bearer.build_principal(token, rows)) if token else None
    except InvalidToken:
        return None
