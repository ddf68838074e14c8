"""A request to an OAuth endpoint: what stood in its form, each parameter once, and nothing from anywhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from authlib.oauth2.rfc6749 import InvalidRequestError, OAuth2Payload, OAuth2Request

from services.core.settings import get_settings


class FormPayload(OAuth2Payload):
    """Authlib's view of the parameters."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form

    @property
    def data(self) -> Mapping[str, str]:
        return self._form

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return defaultdict(list, {name: [value] for name, value in self._form.items()})


class FormRequest(OAuth2Request):
    """Authlib's own Flask request also reads the query string, and takes the first of a repeated parameter.

    The address is that of the configured issuer: the Host header is the caller's to choose.
    """

    def __init__(self, path: str, headers: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__("POST", get_settings().issuer + path, headers=headers)
        self._form = _once_each(pairs)
        self.payload = FormPayload(self._form)

    @property
    def form(self) -> Mapping[str, str]:
        return self._form


def _once_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    form: dict[str, str] = {}
    for name, value in pairs:
        if name in form:
            raise InvalidRequestError("A parameter is repeated.")
        if "\0" in name or "\0" in value:
            raise InvalidRequestError("A parameter holds a NUL character.")
        form[name] = value
    # RFC 6749, section 3.2: a parameter without a value counts as left out.
    return {name: value for name, value in form.items() if value}
