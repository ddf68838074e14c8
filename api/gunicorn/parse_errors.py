"""Problem responses for requests that gunicorn cannot parse, and that therefore never reach the application."""

from __future__ import annotations

from http import HTTPStatus

from gunicorn.http import errors  # type: ignore[import-untyped]

from api.errors import MEDIA_TYPE, problem_body
from api.problems import BY_STATUS
from services.core import clock

# The first class that fits counts. An invalid header of a response is an error of the application, hence 500.
STATUS_BY_CLASS: tuple[tuple[type[Exception], int], ...] = (
    (errors.InvalidResponseHeader, 500),
    (errors.InvalidResponseHeaderName, 500),
    (errors.ConfigurationProblem, 500),
    (errors.LimitRequestLine, 414),
    (errors.LimitRequestHeaders, 431),
    (errors.ParseException, 400),
)


def build_error_response(error: Exception) -> bytes:
    """Return the bytes of the whole HTTP response to an error of gunicorn; it repeats nothing of the request."""
    status = next((status for error_class, status in STATUS_BY_CLASS if isinstance(error, error_class)), 500)
    # The path of a request that cannot be parsed is unknown.
    members = {"instance": "/", "request_id": str(clock.new_random_id())}
    body = problem_body(status, BY_STATUS[status], None, members)
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"X-Request-Id: {members['request_id']}",
        "Cache-Control: no-store",
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body
