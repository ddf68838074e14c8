"""Errors are problem documents with a page about their code."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from api.problems import BY_STATUS, PROBLEMS
from auth.errors import TokenError
from services.core.errors import DomainError, NotFound
from tests.api.steps import report_incident
from tests.api.world import World

ErrorT = TypeVar("ErrorT", bound=Exception)

ROOT = Path(__file__).parents[2]
MEMBERS = {"type", "title", "status", "code", "detail", "instance", "request_id"}


def test_a_problem_has_all_members_and_a_page_about_its_type(world: World) -> None:
    response = world.school.get(f"/incidents/{uuid4()}")
    assert response.content_type == "application/problem+json"
    assert set(response.json) == MEMBERS
    assert response.json["status"] == response.status_code == 404
    assert response.json["request_id"] == response.headers["X-Request-Id"]
    page = world.anonymous_client().get(response.json["type"])
    assert page.status_code == 200
    assert page.content_type.startswith("text/html")


def test_hidden_and_missing_resources_get_the_same_response(world: World) -> None:
    hidden_id = report_incident(world.other_school)["id"]
    paths = [f"/incidents/{hidden_id}", f"/incidents/{uuid4()}", "/incidents/no-uuid", "/incidents/%00", "/nowhere"]
    bodies = [_without_request_members(world.school.get(path).json) for path in paths]
    assert all(body == bodies[0] for body in bodies)


def test_unknown_methods_get_the_allowed_methods(world: World) -> None:
    for method in ("DELETE", "OPTIONS", "PUT", "TRACE"):
        response = world.school.send(method, "/incidents")
        assert response.status_code == 405
        assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
        assert response.content_type == "application/problem+json"


def test_invalid_tokens_get_a_challenge(world: World) -> None:
    response = world.anonymous_client().get("/v1/me", headers={"Authorization": "Bearer not.a.token"})
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_unknown_problem_codes_have_no_page(world: World) -> None:
    assert world.anonymous_client().get("/problems/nothing").status_code == 404


def test_the_problem_index_links_to_every_code(world: World) -> None:
    page = world.anonymous_client().get("/problems").get_data(as_text=True)
    assert all(f"/problems/{code}" in page for code in PROBLEMS)


def test_every_raised_code_is_a_listed_problem() -> None:
    """Given all classes of errors and all sources, every code of a class and every `code=` of a call is listed."""
    error_classes = _list_subclasses(DomainError) | _list_subclasses(TokenError)
    # The response to every NotFound has the code `not_found`.
    class_codes = {error.code for error in error_classes if not issubclass(error, NotFound)}
    names = {error.__name__ for error in error_classes}
    raised_codes = {code for folder in ("services", "auth", "api") for code in _find_codes(ROOT / folder, names)}
    assert (class_codes | raised_codes) - {DomainError.code} <= set(PROBLEMS)


def test_the_default_code_of_each_status_has_that_status() -> None:
    assert all(PROBLEMS[code].status == status for status, code in BY_STATUS.items())


def _without_request_members(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in ("request_id", "instance")}


def _list_subclasses(parent: type[ErrorT]) -> set[type[ErrorT]]:
    """Return the class and all its direct and indirect subclasses."""
    return {parent, *(error for child in parent.__subclasses__() for error in _list_subclasses(child))}


def _find_codes(folder: Path, class_names: set[str]) -> set[str]:
    """Return the literal `code=` arguments in calls of the classes."""
    return {
        str(keyword.value.value)
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in class_names
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }
