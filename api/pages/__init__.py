"""Pages for people in a browser: the home page, the API reference, the problem codes, and the 404 page."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort
from werkzeug.exceptions import NotFound

from api.pages import not_found
from api.pages.examples import render_example
from api.pages.rendering import DOCS_POLICY, render_page
from api.problems import PROBLEMS, Problem
from api.problems.faults import FAULTS
from services.core.settings import get_settings

blueprint = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/pages/static"
)


def register(app: Flask) -> None:
    """Serve the pages, and the 404 page to browsers."""
    app.register_blueprint(blueprint)
    app.register_error_handler(NotFound, not_found.handle)


@blueprint.get("/")
def home() -> Response:
    """Explain what Tarian is and how to make a first call."""
    settings = get_settings()
    return render_page("home.html", base_url=settings.issuer, is_sandbox=settings.environment == "sandbox")


@blueprint.get("/docs")
def docs() -> Response:
    """Show the contract with Swagger UI."""
    is_sandbox = get_settings().environment == "sandbox"
    return render_page("docs.html", policy=DOCS_POLICY, is_sandbox=is_sandbox)


@blueprint.get("/problems")
def problems() -> Response:
    """List all problem codes, grouped by HTTP status, and the codes of entries in `errors`."""
    groups: dict[HTTPStatus, dict[str, Problem]] = {}
    for code, listed in PROBLEMS.items():
        groups.setdefault(HTTPStatus(listed.status), {})[code] = listed
    return render_page("problems.html", groups=groups, faults=FAULTS)


@blueprint.get("/problems/<code>")
def problem(code: str) -> Response:
    """Explain one problem code: its meaning, an example, and what the caller must do."""
    if code not in PROBLEMS:
        abort(404)
    return render_page("problem.html", code=code, problem=PROBLEMS[code], document=render_example(code))
