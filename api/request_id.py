"""One id for each request, on the answer, in problems and in the log; and the caller's trace, if it sent one."""

from __future__ import annotations

import re

from flask import g, request

from services.core import clock

TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def request_id() -> str:
    """Made by us and never taken over: a caller's own text does not get into the log."""
    if "request_id" not in g:
        g.request_id = str(clock.new_random_id())
    return str(g.request_id)


def trace_id() -> str | None:
    """The trace of the caller's W3C `traceparent` header."""
    found = TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    return found[1] if found else None
