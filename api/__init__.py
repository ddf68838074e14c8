"""The HTTP blueprint: parse, one call to a verb, dump. No SQL and no rules."""

from __future__ import annotations

from flask import Flask

import auth.startup_checks
import services.core.startup_checks
from api import content_negotiation, errors, health, oauth, pages, request_log, v1
from api.configuration import FLASK
from api.gunicorn import body_limits
from api.openapi import document
from services.core.db import get_engine
from services.core.settings import get_settings


def create_app() -> Flask:
    """The application. Misconfigured when it must not start."""
    services.core.startup_checks.check_database(get_settings())
    auth.startup_checks.check(get_settings())
    # Checked before the workers are forked: none of them may share a connection with another.
    get_engine().dispose()
    request_log.to_stderr(get_settings().log_level)
    return bare_app()


def bare_app() -> Flask:
    """The application without its settings and its database: enough to write the contract."""
    app = Flask("api", static_folder=None)
    app.config.from_mapping(FLASK)
    app.url_map.merge_slashes = False
    body_limits.register(app)
    request_log.register(app)
    content_negotiation.register(app)
    errors.register(app)
    app.register_blueprint(oauth.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(pages.blueprint)
    document.register(app, v1.BLUEPRINTS)
    return app
