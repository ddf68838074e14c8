"""A client as partners are told to write one: it asks again, with the same key, until it knows what came of it."""

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

TIMEOUT_SECONDS = 60
# The line was cut, the database is away, or a twin is at work: each of these may be over in a moment.
RETRYABLE_CODES = {503: "unavailable", 409: "in_progress"}
PROBLEM = "application/problem+json"


@dataclass(slots=True)
class RetryingClient:
    """Speaks for one party to a running service. `met` counts what had to be got over; the pause between is `pause`."""

    base_url: str
    token: str = field(repr=False)
    pause: float = 0.05
    met: Counter[str] = field(default_factory=Counter)
    _lines: threading.local = field(default_factory=threading.local, repr=False)

    def get(self, path: str, **query: Any) -> requests.Response:
        """Read, until there is an answer."""
        return self.insist("GET", path, params=query)

    def post(self, path: str, body: Mapping[str, Any], *, key: str | None = None, **more: str) -> requests.Response:
        """Done once, however often it has to be said."""
        headers = {"Idempotency-Key": key or uuid4().hex, **to_headers(more)}
        return self.insist("POST", path, json=body, headers=headers)

    def patch(self, path: str, body: Mapping[str, Any], **more: str) -> requests.Response:
        """One try: the caller alone knows what it means that somebody else, or the lost try itself, was first."""
        return self.once("PATCH", path, json=body, headers=to_headers(more))

    def insist(self, method: str, path: str, **request: Any) -> requests.Response:
        """The first answer that is not about the moment."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self.once(method, path, **request)
            except requests.ConnectionError:
                self.met["no answer"] += 1
            else:
                if not self.passing(answer):
                    return answer
            time.sleep(self.pause)
        raise AssertionError(f"{method} {path}: nothing but {dict(self.met)} in {TIMEOUT_SECONDS} seconds")

    def passing(self, answer: requests.Response) -> bool:
        """Whether to ask again; and then the answer says so as it should."""
        if answer.status_code < 400 or answer.json()["code"] != RETRYABLE_CODES.get(answer.status_code):
            return False
        assert answer.headers["Content-Type"] == PROBLEM
        assert int(answer.headers["Retry-After"]) >= 1
        self.met[answer.json()["code"]] += 1
        return True

    def once(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        """One try. Whatever comes of it, it is no fault of the service."""
        bearing = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        url = f"{self.base_url}/v1{path}"
        answer: requests.Response = self._line().request(method, url, headers=bearing, timeout=TIMEOUT_SECONDS, **more)
        assert answer.status_code not in (500, 502), (method, path, answer.text)
        return answer

    def feed(self, limit: int = 200) -> list[dict[str, Any]]:
        """The whole feed, page by page."""
        return [*FeedReader(self, limit).more()]

    def _line(self) -> requests.Session:
        # One of each thread's own.
        if not hasattr(self._lines, "session"):
            self._lines.session = create_direct_session()
        session: requests.Session = self._lines.session
        return session


@dataclass(slots=True)
class FeedReader:
    """A reader of a feed, with its cursor."""

    outside: RetryingClient
    limit: int = 200
    cursor: str | None = None
    seen: list[dict[str, Any]] = field(default_factory=list)

    def more(self) -> list[dict[str, Any]]:
        """Read to the present end; everything seen so far."""
        has_more = True
        while has_more:
            known = {"cursor": self.cursor} if self.cursor else {}
            page = self.outside.get("/changes", limit=self.limit, **known).json()
            self.seen += page["data"]
            self.cursor, has_more = page["next_cursor"], page["has_more"]
        return self.seen


def to_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """`If_Match` is written as a keyword and sent as a header."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def is_contiguous(entries: list[dict[str, Any]]) -> bool:
    """Every number once, in order, from the first."""
    return [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
