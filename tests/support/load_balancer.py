"""A round-robin HTTP load balancer that skips nodes which refuse connections."""

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
    """Forwards requests to `nodes` in turn. `responses` counts the responses of each node."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ForwardingHandler)
        self.nodes: Sequence[str] = ()
        self.responses: Counter[str] = Counter()
        self._turns = itertools.count()

    @property
    def base_url(self) -> str:
        """The URL under which the nodes are reached."""
        return f"http://127.0.0.1:{self.server_port}"

    def take_turn(self) -> Sequence[str]:
        """Return the nodes in the order in which to try them for the next request."""
        first = next(self._turns) % len(self.nodes)
        return [*self.nodes[first:], *self.nodes[:first]]


class _ForwardingHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: LoadBalancer

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        for node in self.server.take_turn():
            with _connect(node) as connection:
                if connection is None:
                    continue
                try:
                    connection.request(self.command, self.path, body, dict(self.headers))
                    response = connection.getresponse()
                    content = response.read()
                except (OSError, HTTPException):
                    break
                self.server.responses[node] += 1
                return self._send(response, content)
        # The node may have executed the request: only the client can decide whether to retry it.
        self.close_connection = True
        return None

    do_GET = do_POST = do_PATCH = _forward  # noqa: N815

    def _send(self, response: HTTPResponse, content: bytes) -> None:
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in HOP_BY_HOP_HEADERS:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def _connect(node: str) -> Iterator[HTTPConnection | None]:
    """Yield a connection to the node, or None when it refuses one."""
    address = urlsplit(node)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.connect()
    except OSError:
        yield None
    else:
        yield connection
    finally:
        connection.close()


@contextmanager
def run_load_balancer() -> Iterator[LoadBalancer]:
    """Run a load balancer on a free port; set its `nodes` before the first request."""
    load_balancer = LoadBalancer()
    threading.Thread(target=load_balancer.serve_forever, daemon=True).start()
    try:
        yield load_balancer
    finally:
        load_balancer.shutdown()
        load_balancer.server_close()
