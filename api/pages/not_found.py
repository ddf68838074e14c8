"""The 404 page for browsers. API clients get the problem document."""

from __future__ import annotations

from flask import Request, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from api import errors
from api.pages.rendering import render_page

# Clients of these paths are programs, whatever they accept.
API_PREFIXES = ("v1", "oauth")
HTML = "text/html"


def handle(error: NotFound) -> ResponseReturnValue:
    """Answer an unknown path: with a page for a browser, with the problem document for everyone else."""
    if not prefers_html(request):
        return errors.problem_from_http_exception(error)
    response = render_page("not_found.html", status=404, cache_control="no-store")
    response.vary.add("Accept")
    return response


def prefers_html(req: Request) -> bool:
    """Is the path outside the API, and does the client name HTML before JSON? `*/*` names neither."""
    if req.path.split("/")[1] in API_PREFIXES:
        return False
    accept = req.accept_mimetypes
    return accept[HTML] > max(accept["application/json"], accept[errors.MEDIA_TYPE])
