"""What the WSGI server runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.bench.ceiling import decision, reads, report, token

Answer = tuple[str, bytes]


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One request."""
    status, body = _answer(environ)
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _answer(environ: dict[str, Any]) -> Answer:
    match environ["REQUEST_METHOD"], *environ["PATH_INFO"].strip("/").split("/"):
        case "GET", "v1", "incidents", incident_id:
            return "200 OK", reads.incident(environ, incident_id)
        case "GET", "v1", "incidents":
            return "200 OK", reads.incidents(environ)
        case "GET", "v1", "changes":
            return "200 OK", reads.changes(environ)
        case "POST", "v1", "incidents":
            return "201 Created", report.report(environ)
        case "POST", "v1", "escalations", escalation_id, "decisions":
            return "201 Created", decision.decide(environ, escalation_id)
        case "POST", "oauth", "token":
            return "200 OK", token.token(environ)
        case "GET", "readyz":
            return "200 OK", b"{}"
    return "404 Not Found", b"{}"
