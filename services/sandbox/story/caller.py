"""One client of the interface: it expects one status of each request, and remembers everything that it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import requests

from services.sandbox.story.credentials import PATIENCE, access_token
from services.sandbox.story.expectations import Unexpected


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON object with its headers."""

    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """The version, for If-Match."""
        return self.headers["ETag"]


class Caller:
    """Holds a base URL and one client's credentials, and nothing else."""

    def __init__(self, base_url: str, client: Mapping[str, Any]) -> None:
        self.base_url = base_url.rstrip("/")
        self.client = client
        self.scopes = frozenset(client["scopes"])
        self.heard: list[str] = []
        self.session = requests.Session()
        # Neither a proxy nor a .netrc of whoever runs this has a say.
        self.session.trust_env = False

    def sign_in(self) -> None:
        """Get a token; every later request carries it."""
        token = access_token(self.session, self.base_url, self.client)
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, *, status: int = 200, **query: Any) -> Answer:
        """Read."""
        return self._ask("GET", path, status, params=query)

    def post(
        self, path: str, body: Mapping[str, Any], *, status: int = 201, match: str | None = None, key: str | None = None
    ) -> Answer:
        """Make or move something, under a fresh Idempotency-Key unless one is named."""
        headers = {"Idempotency-Key": key or str(uuid4())}
        if match:
            headers["If-Match"] = match
        return self._ask("POST", path, status, json=body, headers=headers)

    def _ask(self, method: str, path: str, status: int, **request: Any) -> Answer:
        url = f"{self.base_url}/v1{path}"
        answer = self.session.request(method, url, timeout=PATIENCE, allow_redirects=False, **request)
        if answer.status_code != status:
            raise Unexpected(f"{method} /v1{path} answered {_refusal(answer)} and not {status}")
        if answer.ok:
            self.heard.append(answer.text)
        return Answer(answer.json(), answer.headers)


def _refusal(answer: requests.Response) -> str:
    try:
        problem = answer.json()
        field_errors = "; ".join(f"{fault.get('pointer')}: {fault['code']}" for fault in problem.get("errors", ()))
        return f"{answer.status_code} {problem['code']} ({problem.get('detail')}{field_errors and ': ' + field_errors})"
    except (ValueError, LookupError, TypeError, AttributeError):
        return str(answer.status_code)
