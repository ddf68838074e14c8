"""An HTTP client of the API that expects one status of each response and keeps the text of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

import requests

from services.sandbox.story.credentials import TIMEOUT_SECONDS, ClientCredentials, fetch_access_token
from services.sandbox.story.expectations import ExpectationFailed

# Parsed JSON, as a client sees it: without the types of the server.
JsonObject: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """The JSON object and the headers of a response."""

    body: JsonObject
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """The entity tag of the resource, for the header If-Match."""
        return self.headers["ETag"]


class ApiClient:
    """Sends requests to one base URL with the credentials of one OAuth client.

    `received_texts` are the bodies of all successful responses.
    """

    def __init__(self, base_url: str, credentials: ClientCredentials) -> None:
        self.base_url = base_url.rstrip("/")
        self.credentials = credentials
        self.scopes = frozenset(credentials["scopes"])
        self.received_texts: list[str] = []
        self.session = requests.Session()
        # Ignore proxies and .netrc of the environment.
        self.session.trust_env = False

    def sign_in(self) -> None:
        """Fetch an access token for all later requests."""
        token = fetch_access_token(self.session, self.base_url, self.credentials)
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, *, status: int = 200, **query: str | int) -> ApiResponse:
        """Send a GET request to a path below /v1; raise ExpectationFailed unless the response has this status."""
        return self._request("GET", path, status, query=query)

    def post(
        self, path: str, body: JsonObject, *, status: int = 201, match: str | None = None, key: str | None = None
    ) -> ApiResponse:
        """Send a POST request to a path below /v1; raise ExpectationFailed unless the response has this status.

        Args:
            match: the entity tag for If-Match.
            key: the Idempotency-Key; a random one by default.
        """
        headers = {"Idempotency-Key": key or str(uuid4())}
        if match:
            headers["If-Match"] = match
        return self._request("POST", path, status, body=body, headers=headers)

    def _request(
        self,
        method: str,
        path: str,
        status: int,
        *,
        query: Mapping[str, str | int] | None = None,
        body: JsonObject | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> ApiResponse:
        """Send a request and return the response; raise ExpectationFailed unless it has the expected status."""
        response = self.session.request(
            method,
            f"{self.base_url}/v1{path}",
            params=query,
            json=body,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )
        if response.status_code != status:
            raise ExpectationFailed(f"{method} /v1{path} returned {_describe_failure(response)}, expected {status}")
        if response.ok:
            self.received_texts.append(response.text)
        return ApiResponse(response.json(), response.headers)


def _describe_failure(response: requests.Response) -> str:
    """Return the status of an unexpected response, with the code, detail and field errors of its problem if any."""
    try:
        problem = response.json()
        errors = "; ".join(f"{error.get('pointer')}: {error['code']}" for error in problem.get("errors", ()))
        return f"{response.status_code} {problem['code']} ({problem.get('detail')}{errors and ': ' + errors})"
    except (ValueError, LookupError, TypeError, AttributeError):
        return str(response.status_code)
