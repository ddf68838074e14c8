"""The HTTP layer: each view parses its request, calls one service function and serializes the result.

It holds no SQL and no business rules.
"""

from __future__ import annotations

from flask import Flask

import auth.endpoints
import auth.startup_checks
import services.core.startup_checks
from api import content_negotiation, errors, health, pages, rate_limits, request_log, v1
from api.configuration import FLASK_CONFIG
from api.gunicorn import body_limits
from api.openapi import document
from services.core.db import get_engine
from services.core.settings import get_settings


def create_app() -> Flask:
    """Return the application, after checking settings and database. Raises Misconfigured when they are not usable."""
    services.core.startup_checks.check_database(get_settings())
    auth.startup_checks.check_authorization_server(get_settings())
    # The checks run before the workers are forked, and forked workers must not share a connection.
    get_engine().dispose()
    request_log.log_to_stderr(get_settings().log_level)
    return create_unchecked_app()


def create_unchecked_app() -> Flask:
    """Return the application without reading settings or database: enough to generate the contract."""
    app = Flask("api", static_folder=None)
    app.config.from_mapping(FLASK_CONFIG)
    app.url_map.merge_slashes = False
    body_limits.register(app)
    request_log.register(app)
    content_negotiation.register(app)
    rate_limits.register(app)
    errors.register(app)
    app.register_blueprint(auth.endpoints.blueprint)
    app.register_blueprint(health.blueprint)
    pages.register(app)
    document.register(app, v1.BLUEPRINTS)
    return app
