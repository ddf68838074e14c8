"""Every refusal is a problem document that leads somewhere."""

from __future__ import annotations

import ast
from pathlib import Path
from uuid import uuid4

from api.problems import BY_STATUS, PROBLEMS
from tests.api.world import World, incident_body

ROOT = Path(__file__).parents[2]
REFUSALS = {
    "DomainError",
    "NotFound",
    "Forbidden",
    "Conflict",
    "Invalid",
    "TooManyRequests",
    "Refused",
    "MalformedJson",
}
MEMBERS = {"type", "title", "status", "code", "detail", "instance", "request_id"}


def test_a_problem_says_what_happened_and_where_to_read_on(world: World) -> None:
    answer = world.school.get(f"/incidents/{uuid4()}")
    assert answer.content_type == "application/problem+json"
    assert set(answer.json) == MEMBERS
    assert answer.json["status"] == answer.status_code == 404
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    page = world.anonymous_client().get(answer.json["type"])
    assert page.status_code == 200
    assert page.content_type.startswith("text/html")


def test_all_that_is_not_there_looks_alike(world: World) -> None:
    foreign = world.other_school.post("/incidents", incident_body()).json["id"]
    paths = [f"/incidents/{foreign}", f"/incidents/{uuid4()}", "/incidents/no-uuid", "/incidents/%00", "/nowhere"]
    bodies = [_without_names(world.school.get(path).json) for path in paths]
    assert all(body == bodies[0] for body in bodies)


def test_a_method_that_is_not_there_names_those_that_are(world: World) -> None:
    for method in ("DELETE", "OPTIONS", "PUT", "TRACE"):
        answer = world.school.send(method, "/incidents")
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
        assert answer.content_type == "application/problem+json"


def test_a_forged_token_is_refused_with_a_challenge(world: World) -> None:
    answer = world.anonymous_client().get("/v1/me", headers={"Authorization": "Bearer not.a.token"})
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_an_unknown_problem_has_no_page(world: World) -> None:
    assert world.anonymous_client().get("/problems/nothing").status_code == 404


def test_the_list_of_problems_names_every_code(world: World) -> None:
    page = world.anonymous_client().get("/problems").get_data(as_text=True)
    assert all(f"/problems/{code}" in page for code in PROBLEMS)


def test_every_code_that_is_raised_has_a_page() -> None:
    """Given the sources, every `code = "..."` of a refusal and every `code="..."` of one that is raised is listed."""
    raised = {code for folder in ("services", "auth", "api") for code in _codes(ROOT / folder)}
    assert raised - set(PROBLEMS) == set()


def test_every_status_has_a_code_of_that_status() -> None:
    assert all(PROBLEMS[code].status == status for status, code in BY_STATUS.items())


def _without_names(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name not in ("request_id", "instance")}


def _codes(folder: Path) -> set[str]:
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and _is_refusal(node):
                found |= {code for line in node.body for code in _assigned(line)}
            if isinstance(node, ast.Call) and _names(node.func, REFUSALS):
                found |= {code for word in node.keywords for code in _given(word)}
    return found


def _is_refusal(node: ast.ClassDef) -> bool:
    # Whatever is not found is `not_found` to the caller, so the codes of its subclasses never leave.
    return any(_names(base, REFUSALS - {"NotFound"}) for base in node.bases)


def _names(node: ast.expr, wanted: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in wanted


def _assigned(line: ast.stmt) -> set[str]:
    if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
        return {str(line.value.value) for name in line.targets if isinstance(name, ast.Name) and name.id == "code"}
    return set()


def _given(word: ast.keyword) -> set[str]:
    if word.arg == "code" and isinstance(word.value, ast.Constant):
        return {str(word.value.value)}
    return set()
