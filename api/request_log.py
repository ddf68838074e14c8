"""One JSON line for each request and each fault. Never the path, the query, a body, a name or a token."""

from __future__ import annotations

import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Flask, Response, g, has_request_context, request

from api.request_id import request_id, trace_id

log = logging.getLogger("tarian.api")


class Lines(logging.Formatter):
    """A record as one line of JSON. Only the fields we chose: a traceback or an argument could hold anything."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if has_request_context():
            line["request_id"] = request_id()
            line["trace_id"] = trace_id()
        return orjson.dumps(line, default=str, option=orjson.OPT_UTC_Z).decode()


def register(app: Flask) -> None:
    """Log every request when it is answered."""
    app.before_request(_begun)
    app.after_request(_answered)


def to_stderr(level: str) -> None:
    """Where the lines of this process go."""
    root = logging.getLogger("tarian")
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Lines())
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(level)
    # What they would print at the loss of the database is told by the request that met it, in a line of ours.
    for library in ("psycopg", "sqlalchemy"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _begun() -> None:
    g.begun = time.perf_counter()


def _answered(response: Response) -> Response:
    fields = {
        "method": request.method if request.url_rule else "-",
        # The template, not the path: the path holds ids and whatever a caller writes into it.
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.begun) * 1000, 1),
        "client_id": g.get("client_id"),
    }
    log.info("request", extra={"fields": fields})
    return response
