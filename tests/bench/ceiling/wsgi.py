"""The WSGI application of the ceiling."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.bench.ceiling.caller import Environ
from tests.bench.ceiling.decision import record_decision
from tests.bench.ceiling.reads import get_incident, list_changes, list_incidents
from tests.bench.ceiling.report import report_incident
from tests.bench.ceiling.token import issue_token


def app(environ: Environ, start_response: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
    """Answer a request."""
    status, body = _route(environ)
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _route(environ: Environ) -> tuple[str, bytes]:
    """Call the function for the request's method and path, and return status and body of the response."""
    match environ["REQUEST_METHOD"], *environ["PATH_INFO"].strip("/").split("/"):
        case "GET", "v1", "incidents", incident_id:
            return "200 OK", get_incident(environ, incident_id)
        case "GET", "v1", "incidents":
            return "200 OK", list_incidents(environ)
        case "GET", "v1", "changes":
            return "200 OK", list_changes(environ)
        case "POST", "v1", "incidents":
            return "201 Created", report_incident(environ)
        case "POST", "v1", "escalations", escalation_id, "decisions":
            return "201 Created", record_decision(environ, escalation_id)
        case "POST", "oauth", "token":
            return "200 OK", issue_token(environ)
        case "GET", "readyz":
            return "200 OK", b"{}"
    return "404 Not Found", b"{}"
