"""The OAuth endpoints behind a real HTTP server, on a database of this module's own."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from auth.endpoints import blueprint
from tests.auth.parties import Party, with_key, with_secret
from tests.support.databases import Database


@pytest.fixture(scope="module")
def base_url(shared_database: Database) -> Iterator[str]:
    """Where the endpoints answer."""
    app = Flask("oauth")
    app.register_blueprint(blueprint)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def school(base_url: str) -> Party:
    """A client with a secret."""
    return with_secret(base_url)


@pytest.fixture(scope="module")
def platform(base_url: str) -> Party:
    """A client with a key."""
    return with_key(base_url)
