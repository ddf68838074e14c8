"""Request bodies that are malformed, truncated or too slow become errors of the client instead of server errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, RequestTimeout

# After these statuses unread bytes of the body may follow on the connection, where the next request would begin.
CLOSING_STATUSES = (408, 413)


class InputStream(Protocol):
    """The part of a WSGI server's `wsgi.input` that is used here."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, or all that follow."""


class CheckedBody:
    """A request body whose errors are HTTP errors, whatever exceptions the WSGI server raises.

    failed: True after an error, when the position in the connection is unknown.
    """

    def __init__(self, stream: InputStream, content_length: str) -> None:
        self.failed = False
        self._stream = stream
        self._missing_bytes = int(content_length) if content_length.isdecimal() else 0

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, or all. Raises RequestTimeout; BadRequest for a malformed or truncated body."""
        try:
            data = self._stream.read(size)
        except TimeoutError:
            self.failed = True
            raise RequestTimeout() from None
        except Exception:
            self.failed = True
            raise BadRequest() from None
        self._missing_bytes -= len(data)
        if not data and size != 0 and self._missing_bytes > 0:
            self.failed = True
            raise BadRequest()
        return data


def register(app: Flask) -> None:
    """Check the body of every request of the app."""
    app.wsgi_app = _check_bodies(app.wsgi_app)  # type: ignore[method-assign,assignment]
    app.after_request(_close_connection)


def _check_bodies(application: WSGIApplication) -> WSGIApplication:
    """Return the application with each request body wrapped in a CheckedBody."""

    def call_application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Call the application with the wrapped body."""
        environ["wsgi.input"] = CheckedBody(environ["wsgi.input"], environ.get("CONTENT_LENGTH", ""))
        return application(environ, start_response)

    return call_application


def _close_connection(response: Response) -> Response:
    """Close the connection after a response to a body that was not read to its end."""
    if response.status_code in CLOSING_STATUSES or request.environ["wsgi.input"].failed:
        response.headers["Connection"] = "close"
    return response
