"""Rendering of a template as a page with a strict Content-Security-Policy."""

from __future__ import annotations

from flask import Response, render_template

# No script, no frame and nothing from another host.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
# Swagger UI needs its script and calls the API; its style sheet holds a few icons as data: images.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
CACHE_CONTROL = "public, max-age=300"


def render_page(
    template: str, *, policy: str = POLICY, status: int = 200, cache_control: str = CACHE_CONTROL, **values: object
) -> Response:
    """Return the page that `template` makes of `values`."""
    response = Response(render_template(template, **values), status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = cache_control
    return response
