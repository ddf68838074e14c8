"""For those who keep the service running: is the process alive, and can it do its work."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from services.core import readiness

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Each thing the service needs, by name; 503 when it cannot do without one that fails."""
    found = readiness.check_readiness()
    ready = readiness.is_ready(found)
    return jsonify(status="ok" if ready else "failing", checks=found), 200 if ready else 503
