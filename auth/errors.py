"""Errors of requests without a valid access token (RFC 6750, section 3)."""

from __future__ import annotations

from auth.metadata import get_resource_metadata_url

REALM = "tarian"


class TokenError(Exception):
    """A request that its access token does not authorize.

    `status` is the HTTP status, `code` the stable code of the problem, `detail` a sentence for people, and
    `www_authenticate` the value of the header WWW-Authenticate.
    """

    status = 401
    code = "unauthenticated"

    def __init__(self, detail: str, **attributes: str) -> None:
        self.detail = detail
        self.www_authenticate = _build_challenge(attributes)
        super().__init__(detail)


class MissingToken(TokenError):
    """No bearer token. The challenge then names no error (RFC 6750, section 3.1)."""

    def __init__(self) -> None:
        super().__init__("The request must carry an access token in the Authorization header.")


class AmbiguousToken(TokenError):
    """A token in the query, where logs and histories would keep it, beside the one in the header."""

    status = 400
    code = "invalid_request"

    def __init__(self) -> None:
        super().__init__("The access token must be sent in the Authorization header only.", error=self.code)


class InvalidToken(TokenError):
    """A token that is not valid. The error is the same for every reason, so that nobody learns which check failed."""

    code = "invalid_token"

    def __init__(self) -> None:
        detail = "The access token is expired, revoked, malformed or not for this service."
        super().__init__(detail, error=self.code, error_description=detail)


class InsufficientScope(TokenError):
    """A valid token without the scope that the operation requires."""

    status = 403
    code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(f"The access token must grant the scope {scope}.", error=self.code, scope=scope)
        self.scope = scope


def _build_challenge(attributes: dict[str, str]) -> str:
    """Return the value of WWW-Authenticate with these attributes and the address of our metadata (RFC 9728, 5.1)."""
    parameters = {"realm": REALM, **attributes, "resource_metadata": get_resource_metadata_url()}
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in parameters.items())
