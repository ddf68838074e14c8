"""gunicorn's threads with an end to their patience: `gunicorn --worker-class api.gunicorn.worker.Worker`."""

from __future__ import annotations

import errno
import math
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

from api.gunicorn.parse_errors import answer_to
from services.core.settings import get_settings

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Worker(ThreadWorker):  # type: ignore[misc]
    """A thread waits for a whole request, head and body, as long as `TARIAN_REQUEST_SECONDS` says and no longer."""

    wsgi: Application

    def load_wsgi(self) -> None:
        super().load_wsgi()
        self.wsgi = closing(self.wsgi)

    def handle(self, conn: TConn) -> Any:
        if not conn.initialized and not isinstance(conn.sock, Line):
            conn.sock = Line(fileno=conn.sock.detach())
        conn.sock.deadline = time.monotonic() + get_settings().request_seconds
        try:
            return super().handle(conn)
        finally:
            conn.sock.deadline = math.inf

    def handle_error(self, _request: Any, client: socket.socket, _address: Any, error: Exception) -> None:
        """A head that could not be read, or a fault around the application: gunicorn would send a page of HTML."""
        answer = answer_to(error)
        self.log.warning("refused")
        with suppress(OSError):
            client.sendall(answer)


class Line(socket.socket):
    """A connection that stops listening at a point in time, however the sender spreads its bytes."""

    deadline = math.inf

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        before = self.gettimeout()
        left = min(self.deadline - time.monotonic(), math.inf if before is None else before)
        if left == math.inf or before == 0:
            return super().recv(size, flags)
        try:
            self.settimeout(max(left, 0.001))
            return super().recv(size, flags)
        except TimeoutError:
            # As a reset: gunicorn closes the line on it without a traceback.
            raise TimeoutError(errno.ECONNRESET, "too slow") from None
        finally:
            self.settimeout(before)


def closing(application: Application) -> Application:
    """The application, whose `Connection: close` is obeyed: gunicorn drops the header and keeps the line."""

    def obeyed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        def starting(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            if ("Connection", "close") in headers:
                start_response.__self__.force_close()
            return start_response(status, headers, *more)

        return application(environ, starting)

    return obeyed
