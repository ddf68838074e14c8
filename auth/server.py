"""The authorization server: Authlib's, with every default that is unsafe here overridden."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from authlib.consts import default_json_headers
from authlib.oauth2 import AuthorizationServer, OAuth2Error
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, UnsupportedGrantTypeError

from auth import client_auth, logs, scopes
from auth.errors import REALM
from auth.grants import ClientCredentials
from auth.introspection import Introspection
from auth.models import OAuthClient
from auth.request import FormRequest
from auth.revocation import Revocation
from auth.tokens import TokenGenerator


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a status, JSON and its headers."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]


class Server(AuthorizationServer):
    """Answers `FormRequest`s with `Answer`s; knows no web framework."""

    def __init__(self) -> None:
        super().__init__(scopes_supported=sorted(scopes.KNOWN))
        self.register_token_generator("default", TokenGenerator())
        self.register_grant(ClientCredentials)
        self.register_endpoint(Revocation)
        self.register_endpoint(Introspection)
        for method, authenticate in client_auth.METHODS.items():
            self.register_client_auth_method(method, authenticate)

    def query_client(self, client_id: str) -> OAuthClient | None:
        return client_auth.find(client_id)

    def authenticate_client(self, request: FormRequest, methods: list[str], endpoint: str = "token") -> OAuthClient:
        """One mechanism, one client, and 401 with a challenge whichever way it failed."""
        form, headers = request.form, request.headers
        if sum(("client_assertion" in form, "client_secret" in form, "Authorization" in headers)) > 1:
            raise InvalidRequestError("Authenticate in one way only.")
        try:
            client: OAuthClient = super().authenticate_client(request, methods, endpoint)
        except client_auth.FaultyAssertion as error:
            raise _Unauthenticated(error.description) from None
        except InvalidClientError:
            # Authlib's own sentences tell an unknown client from a known one.
            raise _Unauthenticated(client_auth.FAILED) from None
        if form.get("client_id", client.client_id) != client.client_id:
            raise InvalidRequestError("The parameter client_id names another client.")
        return client

    def get_token_grant(self, request: FormRequest) -> ClientCredentials:
        """Authlib would send the caller's own words back in the description."""
        if "grant_type" not in request.form:
            raise InvalidRequestError("The parameter grant_type is missing.")
        try:
            return super().get_token_grant(request)  # type: ignore[no-any-return]
        except UnsupportedGrantTypeError:
            raise OAuth2Error("This grant type is not supported.", error="unsupported_grant_type") from None

    def save_token(self, _token: dict[str, Any], _request: FormRequest) -> None:
        """Tokens are not kept: they verify themselves, and only revoked ones are remembered."""

    def send_signal(self, _name: str, *_: object, **__: object) -> None:
        """Nobody listens."""

    def create_oauth2_request(self, request: FormRequest) -> FormRequest:
        return request

    def handle_response(self, status: int, body: dict[str, Any], headers: Iterable[tuple[str, str]]) -> Answer:
        return Answer(status, json.dumps(body), tuple(headers))


def token(headers: Mapping[str, str], form: Iterable[tuple[str, str]]) -> Answer:
    """The answer of the token endpoint."""
    try:
        answer: Answer = server().create_token_response(FormRequest("/oauth/token", headers, form))
        return answer
    except OAuth2Error as error:
        return refusal(error)


def revoke(headers: Mapping[str, str], form: Iterable[tuple[str, str]]) -> Answer:
    """The answer of the revocation endpoint."""
    return _about_a_token(Revocation.ENDPOINT_NAME, "/oauth/revoke", headers, form)


def introspect(headers: Mapping[str, str], form: Iterable[tuple[str, str]]) -> Answer:
    """The answer of the introspection endpoint."""
    return _about_a_token(Introspection.ENDPOINT_NAME, "/oauth/introspect", headers, form)


def refusal(error: OAuth2Error) -> Answer:
    """An error as RFC 6749 writes it."""
    status, body, headers = error()
    return Answer(status, json.dumps(body), tuple(headers))


def _about_a_token(endpoint: str, path: str, headers: Mapping[str, str], form: Iterable[tuple[str, str]]) -> Answer:
    try:
        answer: Answer = server().create_endpoint_response(endpoint, FormRequest(path, headers, form))
        return answer
    except OAuth2Error as error:
        return refusal(error)


@cache
def server() -> Server:
    """The server of this process."""
    logs.redact()
    return Server()


class _Unauthenticated(InvalidClientError):
    """HTTP asks for a challenge on every 401."""

    status_code = 401

    def get_headers(self) -> list[tuple[str, str]]:
        return [*default_json_headers, ("WWW-Authenticate", f'Basic realm="{REALM}"')]
