"""How a request without a usable token is refused (RFC 6750, section 3)."""

from __future__ import annotations

REALM = "tarian"


class Refused(Exception):
    """The answer: a status, a stable code, a sentence, and what `WWW-Authenticate` must say."""

    status = 401
    code = "unauthenticated"

    def __init__(self, detail: str, **attributes: str) -> None:
        self.detail = detail
        self.www_authenticate = _challenge(attributes)
        super().__init__(detail)


class MissingToken(Refused):
    """No credentials at all: the challenge names no error, for none was made."""

    def __init__(self) -> None:
        super().__init__("The request must carry an access token in the Authorization header.")


class AmbiguousToken(Refused):
    """A token in the address ends up in logs and histories, so it is refused even beside a good one."""

    status = 400
    code = "invalid_request"

    def __init__(self) -> None:
        super().__init__("The access token must be sent in the Authorization header only.", error=self.code)


class InvalidToken(Refused):
    """One answer for every reason, so that nobody learns which check failed."""

    code = "invalid_token"

    def __init__(self) -> None:
        detail = "The access token is expired, revoked, malformed or not for this service."
        super().__init__(detail, error=self.code, error_description=detail)


class InsufficientScope(Refused):
    """The token is good but does not reach this far."""

    status = 403
    code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(f"The access token must grant the scope {scope}.", error=self.code, scope=scope)
        self.scope = scope


def _challenge(attributes: dict[str, str]) -> str:
    parts = {"realm": REALM, **attributes}
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in parts.items())
