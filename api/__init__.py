"""The HTTP doorway: parse, one call to a verb, dump. No SQL and no rules."""

from __future__ import annotations

from flask import Flask

import auth.startup
import services.startup
from api import errors, health, incoming, logs, negotiation, oauth, pages, reference, v1
from api.configuration import FLASK
from services.db import engine
from services.settings import settings


def create_app() -> Flask:
    """The application. Misconfigured when it must not start."""
    services.startup.check(settings())
    auth.startup.check(settings())
    # Checked before the workers are forked: none of them may share a connection with another.
    engine().dispose()
    logs.to_stderr(settings().log_level)
    return bare_app()


def bare_app() -> Flask:
    """The application without its settings and its database: enough to write the contract."""
    app = Flask("api", static_folder=None)
    app.config.from_mapping(FLASK)
    app.url_map.merge_slashes = False
    incoming.register(app)
    logs.register(app)
    negotiation.register(app)
    errors.register(app)
    app.register_blueprint(oauth.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(pages.blueprint)
    reference.register(app, v1.DOORWAYS)
    return app
