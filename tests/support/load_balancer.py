"""What stands before two web servers: it gives them the requests in turn, and leaves out one that is not there."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 60
HOP_BY_HOP_HEADERS = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class LoadBalancer(ThreadingHTTPServer):
    """`answered` counts, for each node, the requests that it answered."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ForwardingHandler)
        self.nodes: Sequence[str] = ()
        self.turn = itertools.count()
        self.answered: Counter[str] = Counter()

    @property
    def base_url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}"

    def in_turn(self) -> Sequence[str]:
        """The nodes, beginning with the one whose turn it is."""
        first = next(self.turn) % len(self.nodes)
        return [*self.nodes[first:], *self.nodes[:first]]


class _ForwardingHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LoadBalancer

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        for node in self.server.in_turn():
            with _connect(node) as line:
                if line is None:
                    continue
                try:
                    line.request(self.command, self.path, body, dict(self.headers))
                    answer = line.getresponse()
                    content = answer.read()
                except (OSError, HTTPException):
                    break
                self.server.answered[node] += 1
                return self._send(answer, content)
        # It may have been done: whether to ask again is for the client alone to say.
        self.close_connection = True
        return None

    do_GET = do_POST = do_PATCH = _pass  # noqa: N815

    def _send(self, answer: HTTPResponse, content: bytes) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def _connect(node: str) -> Iterator[HTTPConnection | None]:
    address = urlsplit(node)
    line = HTTPConnection(str(address.hostname), address.port, timeout=TIMEOUT_SECONDS)
    try:
        line.connect()
    except OSError:
        yield None
    else:
        yield line
    finally:
        line.close()


@contextmanager
def run_load_balancer() -> Iterator[LoadBalancer]:
    """It answers as soon as it has been told its nodes."""
    made = LoadBalancer()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
