"""What a person looks at in a browser: for now a page for every problem code, where its `type` leads."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from api.problems import PROBLEMS

# No script, no frame, nothing from elsewhere; the style sheet is ours.
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

blueprint = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/pages/static"
)


@blueprint.get("/problems")
def problems() -> Response:
    """Every code."""
    return _page("problems.html", problems=PROBLEMS)


@blueprint.get("/problems/<code>")
def problem(code: str) -> Response:
    """One code: what it means and what to do."""
    if code not in PROBLEMS:
        abort(404)
    return _page("problem.html", code=code, problem=PROBLEMS[code])


def _page(template: str, **values: object) -> Response:
    response = Response(render_template(template, **values), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
