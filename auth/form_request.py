"""A request to an OAuth endpoint, with the parameters of its form only and each of them once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from services.core.settings import get_settings


class FormRequest(OAuth2Request):
    """A POST request with form parameters.

    Authlib's Flask request would also read the query string and use the first of repeated parameters. The URL begins
    with the issuer of the settings, because the caller chooses the Host header.
    """

    def __init__(self, path: str, headers: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__("POST", get_settings().issuer + path, headers=headers)
        self._form = _to_unique_parameters(pairs)
        # The headers about the quota of the sender, for the response.
        self.rate_limit_headers: Mapping[str, str] = {}
        self.payload = BasicOAuth2Payload(self._form)

    @property
    def form(self) -> Mapping[str, str]:
        """The value of each parameter."""
        return self._form


def _to_unique_parameters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the parameters that have a value; raise InvalidRequestError when one is repeated or holds a NUL."""
    form: dict[str, str] = {}
    for name, value in pairs:
        if name in form:
            raise InvalidRequestError("A parameter is repeated.")
        if "\0" in name or "\0" in value:
            raise InvalidRequestError("A parameter holds a NUL character.")
        form[name] = value
    # RFC 6749, section 3.2: parameters must not be repeated, and a parameter without a value counts as omitted.
    return {name: value for name, value in form.items() if value}
