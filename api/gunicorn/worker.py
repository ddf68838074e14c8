"""A gthread worker with a deadline for reading each request: `gunicorn --worker-class api.gunicorn.worker.Worker`."""

from __future__ import annotations

import errno
import math
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from api.gunicorn.parse_errors import build_error_response
from services.core.settings import get_settings

MIN_TIMEOUT_SECONDS = 0.001


class Worker(ThreadWorker):  # type: ignore[misc]
    """A gthread worker that reads the head and body of a request for at most `TARIAN_REQUEST_SECONDS`."""

    wsgi: WSGIApplication

    def load_wsgi(self) -> None:
        """Load the WSGI application, and make its header `Connection: close` close the client's connection."""
        super().load_wsgi()
        self.wsgi = honor_connection_close(self.wsgi)

    def handle(self, conn: TConn) -> object:
        """Handle one request of a connection, with a deadline for reading it."""
        if not conn.initialized and not isinstance(conn.sock, DeadlineSocket):
            conn.sock = DeadlineSocket(fileno=conn.sock.detach())
        conn.sock.deadline = time.monotonic() + get_settings().request_seconds
        try:
            return super().handle(conn)
        finally:
            conn.sock.deadline = math.inf

    def handle_error(self, _request: object, client: socket.socket, _address: object, error: Exception) -> None:
        """Send a problem where gunicorn would send a page of HTML: after a parse error or an error of the server."""
        response = build_error_response(error)
        self.log.warning("request rejected")
        with suppress(OSError):
            client.sendall(response)


class DeadlineSocket(socket.socket):
    """A socket that receives nothing after a deadline, however slowly the client sends.

    deadline: seconds of `time.monotonic()`.
    """

    deadline = math.inf

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Return up to `size` bytes. Raises TimeoutError after the deadline."""
        timeout = self.gettimeout()
        seconds_left = min(self.deadline - time.monotonic(), math.inf if timeout is None else timeout)
        if seconds_left == math.inf or timeout == 0:
            return super().recv(size, flags)
        try:
            self.settimeout(max(seconds_left, MIN_TIMEOUT_SECONDS))
            return super().recv(size, flags)
        except TimeoutError:
            # With ECONNRESET gunicorn closes the connection without logging a traceback.
            raise TimeoutError(errno.ECONNRESET, "request too slow") from None
        finally:
            self.settimeout(timeout)


def honor_connection_close(application: WSGIApplication) -> WSGIApplication:
    """Return the application such that its `Connection: close` header closes the connection; gunicorn ignores it."""

    def call_application(environ: WSGIEnvironment, start_response: Any) -> Iterable[bytes]:
        """Call the application; `start_response` is a method of gunicorn's Response."""

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Callable[[bytes], object]:
            """Start the response, and close the connection after it if the headers say so."""
            if ("Connection", "close") in headers:
                start_response.__self__.force_close()
            write: Callable[[bytes], object] = start_response(status, headers, *exc_info)
            return write

        return application(environ, start)

    return call_application
