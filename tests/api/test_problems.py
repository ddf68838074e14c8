"""Errors are problem documents with a page about their code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from api.problems import BY_STATUS, PROBLEMS
from api.problems.faults import FAULTS
from api.validation_errors import CODE_BY_PREFIX
from auth.errors import TokenError
from services.core.errors import DomainError, NotFound
from services.links.errors import ERROR_DETAILS
from services.text_lint import FINDING_DETAILS
from tests.api.operations import OPERATIONS_BY_ID
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


def test_the_listed_faults_are_exactly_those_that_the_code_reports() -> None:
    """Given all sources, the codes of field errors, of the text lint, of links and of schemas are the listed ones."""
    literal_codes = {
        str(node.args[1].value)
        for node in _walk_sources()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FieldError"
        if len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    }
    schema_codes = {code for _, code in CODE_BY_PREFIX} | {"invalid"}
    assert literal_codes | schema_codes | FINDING_DETAILS.keys() | ERROR_DETAILS.keys() == FAULTS.keys()


def test_every_field_error_has_a_code_that_this_test_can_see() -> None:
    """Given all sources, only the modules whose codes are listed in tables pass a code that is no literal."""
    names = {
        node.args[1].value.id
        for node in _walk_sources()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FieldError"
        if len(node.args) > 1 and isinstance(node.args[1], ast.Attribute) and isinstance(node.args[1].value, ast.Name)
    }
    assert names <= {"finding", "error"}


def test_every_member_of_a_problem_is_documented(world: World) -> None:
    """Given all calls of error classes, each further argument is a member of the problem's schema."""
    names = {error.__name__ for error in _list_subclasses(DomainError)}
    members = {
        keyword.arg
        for node in _walk_sources()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
        for keyword in node.keywords
        if keyword.arg not in (None, "code", "field_errors", "detail")
    }
    contract = world.anonymous_client().get("/v1/openapi.json").json
    properties = contract["components"]["schemas"]["Problem"]["properties"]
    assert {"state", "allowed", "subject_ids", "retry_after"} <= members <= set(properties)
    assert MEMBERS | {"errors", "errors_omitted", "missing"} <= set(properties)
    assert all(schema.get("description") for schema in properties.values())


def test_the_contract_lists_the_problems_and_faults_of_every_operation(world: World) -> None:
    """Given the contract, each code is listed somewhere, and each listed code has a page or an entry on a page."""
    client = world.anonymous_client()
    contract = client.get("/v1/openapi.json").json
    members = [member for path in contract["paths"].values() for member in path.values()]
    operations = [member for member in members if "operationId" in member]
    assert len(operations) == len(OPERATIONS_BY_ID)
    problems = {code for operation in operations for code in operation["x-problem-codes"]}
    faults = {code for operation in operations for code in operation["x-fault-codes"]}
    declared = {code for operation in OPERATIONS_BY_ID.values() for code in operation.problems}
    assert declared <= PROBLEMS.keys()
    schemas = contract["components"]["schemas"]
    # `conflict` and `method_not_allowed` belong to no operation.
    assert problems == PROBLEMS.keys() - {"conflict", "method_not_allowed"}
    assert faults == FAULTS.keys() == set(schemas["Fault"]["properties"]["code"]["x-extensible-enum"])
    assert set(schemas["Problem"]["properties"]["code"]["x-extensible-enum"]) == PROBLEMS.keys()
    page = client.get("/problems").get_data(as_text=True)
    assert all(f'id="{code}"' in page for code in faults)


def test_the_default_code_of_each_status_has_that_status() -> None:
    assert all(PROBLEMS[code].status == status for status, code in BY_STATUS.items())


def _without_request_members(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in ("request_id", "instance")}


def _list_subclasses(parent: type[ErrorT]) -> set[type[ErrorT]]:
    """Return the class and all its direct and indirect subclasses."""
    return {parent, *(error for child in parent.__subclasses__() for error in _list_subclasses(child))}


def _walk_sources() -> Iterator[ast.AST]:
    """Yield all syntax nodes of the service."""
    for folder in ("services", "auth", "api"):
        for path in (ROOT / folder).rglob("*.py"):
            yield from ast.walk(ast.parse(path.read_text()))


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
