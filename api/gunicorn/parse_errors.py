"""What is answered where no request could be read, so that no application was asked: a problem like any other."""

from __future__ import annotations

from http import HTTPStatus

from gunicorn.http import errors as gunicorn  # type: ignore[import-untyped]

from api.errors import MEDIA_TYPE, document
from api.problems import BY_STATUS
from services.core import clock

# The first that fits. A header that the application tried to send is not the caller's fault.
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (gunicorn.InvalidResponseHeader, 500),
    (gunicorn.InvalidResponseHeaderName, 500),
    (gunicorn.ConfigurationProblem, 500),
    (gunicorn.LimitRequestLine, 414),
    (gunicorn.LimitRequestHeaders, 431),
    (gunicorn.ParseException, 400),
)


def answer_to(error: Exception) -> bytes:
    """The whole answer, after which the line is closed. It repeats nothing of what came in."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    # Of a head that cannot be read nobody knows which path it meant.
    about = {"instance": "/", "request_id": str(clock.new_random_id())}
    body = document(status, BY_STATUS[status], None, about)
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"X-Request-Id: {about['request_id']}",
        "Cache-Control: no-store",
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body
