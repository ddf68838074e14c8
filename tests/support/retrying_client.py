"""An HTTP client as partners should write one: it retries with the same idempotency key until the result is known."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from services.embedded_postgres.processes import create_direct_session
from services.policy.field_access import ResourceView

TIMEOUT_SECONDS = 60
# The database is unavailable, or a request with the same key is being processed: both may be over in a moment.
RETRYABLE_CODES = {503: "unavailable", 409: "in_progress"}
CONNECTION_ERROR = "connection_error"
PROBLEM = "application/problem+json"


@dataclass(slots=True)
class RetryingClient:
    """Sends the requests of one party to a running service. `retries` counts its retries by reason."""

    base_url: str
    token: str = field(repr=False)
    retry_delay_seconds: float = 0.05
    retries: Counter[str] = field(default_factory=Counter)
    _sessions: threading.local = field(default_factory=threading.local, repr=False)

    def get(self, path: str, **query: str | int) -> requests.Response:
        """Send a GET until there is a final response."""
        return self._send_until_final("GET", path, params=query)

    def post(
        self, path: str, body: Mapping[str, object], *, key: str | None = None, **headers: str
    ) -> requests.Response:
        """Send a POST with an idempotency key until there is a final response."""
        return self._send_until_final(
            "POST", path, json=body, headers={"Idempotency-Key": key or uuid4().hex, **to_headers(headers)}
        )

    def patch(self, path: str, body: Mapping[str, object], **headers: str) -> requests.Response:
        """Send a PATCH once: only the caller can tell whether a 412 is due to another client or to a lost response."""
        return self._send_once("PATCH", path, json=body, headers=to_headers(headers))

    def should_retry(self, response: requests.Response) -> bool:
        """Return whether the response asks for a retry; count it, and check that it says when."""
        if response.status_code < 400 or response.json()["code"] != RETRYABLE_CODES.get(response.status_code):
            return False
        assert response.headers["Content-Type"] == PROBLEM
        assert int(response.headers["Retry-After"]) >= 1
        self.retries[response.json()["code"]] += 1
        return True

    def read_feed(self, limit: int = 200) -> list[ResourceView]:
        """Return all entries of the party's feed, read in pages of `limit`."""
        return [*FeedReader(self, limit).read_to_end()]

    def _send_until_final(self, method: str, path: str, **request: Any) -> requests.Response:
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            try:
                response = self._send_once(method, path, **request)
            except requests.ConnectionError:
                self.retries[CONNECTION_ERROR] += 1
            else:
                if not self.should_retry(response):
                    return response
            time.sleep(self.retry_delay_seconds)
        raise AssertionError(f"{method} {path}: nothing but {dict(self.retries)} in {TIMEOUT_SECONDS} seconds")

    def _send_once(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **request: Any
    ) -> requests.Response:
        """Send one request; fail when the response is an internal error."""
        response: requests.Response = self._session().request(
            method,
            f"{self.base_url}/v1{path}",
            headers={"Authorization": f"Bearer {self.token}", **(headers or {})},
            timeout=TIMEOUT_SECONDS,
            **request,
        )
        assert response.status_code not in (500, 502), (method, path, response.text)
        return response

    def _session(self) -> requests.Session:
        """Return the session of this thread."""
        if not hasattr(self._sessions, "session"):
            self._sessions.session = create_direct_session()
        session: requests.Session = self._sessions.session
        return session


@dataclass(slots=True)
class FeedReader:
    """Reads a party's feed in pages, and remembers its cursor and all entries so far."""

    client: RetryingClient
    limit: int = 200
    cursor: str | None = None
    entries: list[ResourceView] = field(default_factory=list)

    def read_to_end(self) -> list[ResourceView]:
        """Read from the cursor to the end of the feed, and return all entries read so far."""
        has_more = True
        while has_more:
            query = {"cursor": self.cursor} if self.cursor else {}
            page = self.client.get("/changes", limit=self.limit, **query).json()
            self.entries += page["data"]
            self.cursor, has_more = page["next_cursor"], page["has_more"]
        return self.entries


def to_headers(keywords: Mapping[str, str]) -> dict[str, str]:
    """Return header names and values for keywords such as `If_Match`."""
    return {name.replace("_", "-"): value for name, value in keywords.items()}


def is_contiguous(entries: list[ResourceView]) -> bool:
    """Return whether the entries have the sequence numbers 1, 2, 3 and so on."""
    return [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
