"""Liveness and readiness endpoints for the operators of the service."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from services.core import readiness

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> Response:
    """Return 200 while the process answers requests."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Return the state of each dependency by name, with 503 when a required one fails."""
    checks = readiness.check_readiness()
    ready = readiness.is_ready(checks)
    return jsonify(status="ok" if ready else "failing", checks=checks), 200 if ready else 503
