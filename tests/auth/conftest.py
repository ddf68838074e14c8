"""The OAuth endpoints behind a real HTTP server, with a database for each module."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from auth.endpoints import blueprint
from tests.auth.api_clients import ApiClient, register_with_key, register_with_secret
from tests.support.databases import Database


@pytest.fixture(scope="module")
def base_url(shared_database: Database) -> Iterator[str]:
    """The base URL of the endpoints."""
    app = Flask("oauth")
    app.register_blueprint(blueprint)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def school(base_url: str) -> ApiClient:
    """A client of a school, with a secret."""
    return register_with_secret(base_url)


@pytest.fixture(scope="module")
def platform(base_url: str) -> ApiClient:
    """A client of a platform, with a key."""
    return register_with_key(base_url)
