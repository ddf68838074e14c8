"""The id of each request, shown in its response, its problems and the log, and the trace id that the caller sent."""

from __future__ import annotations

import re

from flask import g, request

from services.core import clock

# W3C Trace Context: version, trace id, parent id, flags.
TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def get_request_id() -> str:
    """Return the id of the current request, always generated here: a caller must not write text into the log."""
    if "request_id" not in g:
        g.request_id = str(clock.new_random_id())
    return str(g.request_id)


def get_trace_id() -> str | None:
    """Return the trace id in the `traceparent` header of the current request, if it has a valid one."""
    match = TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
    return match[1] if match else None
