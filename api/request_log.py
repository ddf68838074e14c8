"""The log: one line of JSON for each request and each unhandled exception, without path, query, body, name or token."""

from __future__ import annotations

import logging
import sys
import time
from datetime import UTC, datetime

import orjson
from flask import Flask, Response, g, has_request_context, request

from api.request_id import get_request_id, get_trace_id

log = logging.getLogger("tarian.api")


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON, without tracebacks and arguments, which may hold personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: the record's standard fields, its `fields`, and the ids of the current request."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if has_request_context():
            line["request_id"] = get_request_id()
            line["trace_id"] = get_trace_id()
        return orjson.dumps(line, default=str, option=orjson.OPT_UTC_Z).decode()


def register(app: Flask) -> None:
    """Log every request of the app after its response is ready."""
    app.before_request(_start_timer)
    app.after_request(_log_request)


def log_to_stderr(level: str) -> None:
    """Write the log of this process to stderr from this level on."""
    root = logging.getLogger("tarian")
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(level)
    # The request that meets a lost connection is logged by us; the libraries would print its details as well.
    for library in ("psycopg", "sqlalchemy"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _start_timer() -> None:
    """Note the time at which the current request began."""
    g.started_at = time.perf_counter()


def _log_request(response: Response) -> Response:
    """Log method, route, status, duration and client of the current request."""
    fields = {
        "method": request.method if request.url_rule else "-",
        # The template of the route, not the path, which holds ids and text of the caller.
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.started_at) * 1000, 1),
        "client_id": g.get("client_id"),
    }
    log.info("request", extra={"fields": fields})
    return response
