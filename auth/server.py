"""The authorization server: Authlib's server, with its unsafe defaults overridden. Does not depend on Flask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from authlib.consts import default_json_headers
from authlib.oauth2 import AuthorizationServer, OAuth2Error
from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError, UnsupportedGrantTypeError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant

from auth import client_auth, clients, logs, request_limits
from auth.errors import REALM
from auth.form_request import FormRequest
from auth.introspection import TokenIntrospection
from auth.models import AUTH_METHODS, OAuthClient
from auth.rate_limit_headers import describe_usage
from auth.revocation import TokenRevocation
from auth.scopes import ALL_SCOPES
from auth.token_issuer import TokenIssuer

Headers = Mapping[str, str]
FormPairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OAuthResponse:
    """An HTTP response of an OAuth endpoint; `body` is JSON."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...]


class ClientCredentials(ClientCredentialsGrant):
    """The client credentials grant (RFC 6749, section 4.4), for clients of every authentication method."""

    TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = AUTH_METHODS


class OAuthServer(AuthorizationServer):
    """Turns a `FormRequest` into an `OAuthResponse`."""

    def __init__(self) -> None:
        super().__init__(scopes_supported=sorted(ALL_SCOPES))
        self.register_token_generator("default", TokenIssuer())
        self.register_grant(ClientCredentials)
        self.register_endpoint(TokenRevocation)
        self.register_endpoint(TokenIntrospection)
        for method, authenticate in client_auth.AUTH_METHOD_HANDLERS.items():
            self.register_client_auth_method(method, authenticate)

    def query_client(self, client_id: str) -> OAuthClient | None:
        """Return the client with this id, or None when it does not exist or is disabled."""
        return clients.find_active_client(client_id)

    def authenticate_client(self, request: FormRequest, methods: list[str], endpoint: str = "token") -> OAuthClient:
        """Return the client that the credentials of a request belong to.

        Raises:
            InvalidRequestError: when the request carries credentials of two methods, or the id of another client.
            InvalidClientError: with a challenge, when the credentials are missing or wrong (RFC 6749, section 5.2).
            TooManyRequests: when the client has used up its quota, or too many authentications have failed.
        """
        form, headers = request.form, request.headers
        if sum(("client_assertion" in form, "client_secret" in form, "Authorization" in headers)) > 1:
            raise InvalidRequestError("Authenticate in one way only.")
        try:
            client = self._authenticate_within_quota(request, methods, endpoint)
        except request_limits.TooManyRequests as error:
            request.rate_limit_headers = describe_usage(error.usage)
            raise
        if form.get("client_id", client.client_id) != client.client_id:
            raise InvalidRequestError("The parameter client_id names another client.")
        return client

    def _authenticate_within_quota(self, request: FormRequest, methods: list[str], endpoint: str) -> OAuthClient:
        """Return the client, after counting its request or its failure. Raises as `authenticate_client`."""
        try:
            client: OAuthClient = super().authenticate_client(request, methods, endpoint)
        except InvalidClientError as error:
            usage = request_limits.count_failure(client_auth.find_presented_id(request))
            request.rate_limit_headers = describe_usage(usage)
            is_harmless = isinstance(error, client_auth.InvalidAssertion)
            # Authlib's descriptions distinguish unknown clients from known ones.
            description = error.description if is_harmless else client_auth.AUTHENTICATION_FAILED
            raise _ClientAuthenticationFailed(description) from None
        request.rate_limit_headers = describe_usage(request_limits.count_client_request(client.client_id))
        return client

    def get_token_grant(self, request: FormRequest) -> ClientCredentials:
        """Return the grant that the request names. Authlib's errors would repeat parts of the request."""
        if "grant_type" not in request.form:
            raise InvalidRequestError("The parameter grant_type is missing.")
        try:
            return super().get_token_grant(request)  # type: ignore[no-any-return]
        except UnsupportedGrantTypeError:
            raise OAuth2Error("This grant type is not supported.", error="unsupported_grant_type") from None

    def save_token(self, _token: Mapping[str, object], _request: FormRequest) -> None:
        """Do nothing: tokens are verified by their signature, and only revoked ones are stored."""

    def send_signal(self, _name: str, *_: object, **__: object) -> None:
        """Do nothing: no signal of Authlib is used."""

    def create_oauth2_request(self, request: FormRequest) -> FormRequest:
        """Return the request as it is."""
        return request

    def handle_response(self, status: int, body: Mapping[str, object], headers: FormPairs) -> OAuthResponse:
        """Return the response for Authlib, with the body serialized to JSON."""
        return OAuthResponse(status, json.dumps(body), tuple(headers))


def handle_token_request(headers: Headers, form: FormPairs) -> OAuthResponse:
    """Return the response of the token endpoint (RFC 6749, section 3.2). Raises OAuth2Error for every refusal."""
    request = FormRequest("/oauth/token", headers, form)
    return _add_rate_limit_headers(request, get_server().create_token_response(request))


def handle_revocation_request(headers: Headers, form: FormPairs) -> OAuthResponse:
    """Return the response of the revocation endpoint (RFC 7009). May raise OAuth2Error."""
    return _handle_endpoint_request(TokenRevocation.ENDPOINT_NAME, FormRequest("/oauth/revoke", headers, form))


def handle_introspection_request(headers: Headers, form: FormPairs) -> OAuthResponse:
    """Return the response of the introspection endpoint (RFC 7662). May raise OAuth2Error."""
    return _handle_endpoint_request(TokenIntrospection.ENDPOINT_NAME, FormRequest("/oauth/introspect", headers, form))


def to_error_response(error: OAuth2Error) -> OAuthResponse:
    """Return the error as RFC 6749, section 5.2 defines it."""
    status, body, headers = error()
    return OAuthResponse(status, json.dumps(body), tuple(headers))


def _handle_endpoint_request(endpoint_name: str, request: FormRequest) -> OAuthResponse:
    """Return the response of the endpoint that is registered under this name."""
    return _add_rate_limit_headers(request, get_server().create_endpoint_response(endpoint_name, request))


def _add_rate_limit_headers(request: FormRequest, response: OAuthResponse) -> OAuthResponse:
    """Return the response with the headers about the quota of the sender."""
    return replace(response, headers=(*response.headers, *request.rate_limit_headers.items()))


@cache
def get_server() -> OAuthServer:
    """Return the authorization server of this process."""
    logs.install_redaction()
    return OAuthServer()


class _ClientAuthenticationFailed(InvalidClientError):
    """A failed client authentication. HTTP requires a challenge with every 401 (RFC 9110, section 15.5.2)."""

    status_code = 401

    def get_headers(self) -> list[tuple[str, str]]:
        """Return the headers of the error response."""
        return [*default_json_headers, ("WWW-Authenticate", f'Basic realm="{REALM}"')]
