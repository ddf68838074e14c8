"""The bodies of requests on their way in: one that is broken, cut off or too slow is its sender's fault, not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, RequestTimeout

# After these, bytes of the body may still be on the line: the next request would begin among them.
LEAVE_A_REST = (408, 413)


class Stream(Protocol):
    """What a WSGI server gives."""

    def read(self, size: int = -1, /) -> bytes: ...


class Incoming:
    """A body that fails with a refusal, whatever its server raises: every one has exceptions of its own."""

    def __init__(self, stream: Stream, length: str) -> None:
        self.failed = False
        self._stream = stream
        self._missing = int(length) if length.isdecimal() else 0

    def read(self, size: int = -1, /) -> bytes:
        try:
            piece = self._stream.read(size)
        except TimeoutError:
            self.failed = True
            raise RequestTimeout() from None
        except Exception:
            self.failed = True
            raise BadRequest() from None
        self._missing -= len(piece)
        if not piece and size != 0 and self._missing > 0:
            self.failed = True
            raise BadRequest()
        return piece


def register(app: Flask) -> None:
    """Guard every body."""
    app.wsgi_app = _guarded(app.wsgi_app)  # type: ignore[method-assign]
    app.after_request(_closing)


def _guarded(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["wsgi.input"] = Incoming(environ["wsgi.input"], environ.get("CONTENT_LENGTH", ""))
        return application(environ, start_response)

    return guarded


def _closing(response: Response) -> Response:
    if response.status_code in LEAVE_A_REST or request.environ["wsgi.input"].failed:
        response.headers["Connection"] = "close"
    return response
