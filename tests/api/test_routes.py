"""Every route is guarded and scoped. A new route is covered by being there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from werkzeug.routing import Rule

from api.operation import ANY_TOKEN, PATH_PARAMETER, Operation
from api.v1 import BLUEPRINTS
from auth.scopes import ALL_SCOPES, allowed_scopes
from services.policy.actor import Kind
from tests.api.world import ApiClient, World, create_client

OPERATIONS = [operation for blueprint in BLUEPRINTS for operation in blueprint.operations.values()]
PUBLIC = {
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
    "/oauth/jwks",
    "/.well-known/oauth-authorization-server",
    "/livez",
    "/readyz",
    "/problems",
    "/problems/<code>",
    "/pages/static/<path:filename>",
    "/v1/openapi.json",
}
# The id of nothing at all.
NOBODYS = "2f1d8c0e-93a4-4b57-8a1e-6c0d5e7f9b32"


def each_of(operations: list[Operation]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", operations, ids=lambda one: f"{one.method} {one.path}")


@pytest.fixture(scope="module")
def client_without(world: World) -> Callable[[str], ApiClient]:
    """A function that returns a client of the school with every scope that it may hold but this one."""

    @cache
    def register(scope: str) -> ApiClient:
        scopes = allowed_scopes(Kind.SCHOOL) - {scope}
        return create_client(world.app, world.school.organisation_id, Kind.SCHOOL, scopes)

    return register


def test_nothing_is_public_but_what_this_list_names(world: World) -> None:
    declared = {f"/v1{operation.rule}" for operation in OPERATIONS}
    assert {rule.rule for rule in world.app.url_map.iter_rules()} == PUBLIC | declared


def test_every_method_of_a_route_is_declared(world: World) -> None:
    declared = {(operation.method, f"/v1{operation.rule}") for operation in OPERATIONS}
    found = {(method, rule.rule) for rule in _guarded(world) for method in rule.methods or () if method != "HEAD"}
    assert found == declared


@each_of(OPERATIONS)
def test_without_a_token_there_is_a_challenge_and_nothing_else(world: World, operation: Operation) -> None:
    answer = world.anonymous_client().open(_path(operation), method=operation.method, data=b"{broken")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer.json["code"] == "unauthenticated"


@each_of([operation for operation in OPERATIONS if operation.scope])
@pytest.mark.parametrize("identifier", [NOBODYS, "no-uuid", "%00"])
def test_without_the_scope_it_is_forbidden_whatever_the_id_and_the_body(
    client_without: Callable[[str], ApiClient], operation: Operation, identifier: str
) -> None:
    client = client_without(str(operation.scope))
    answer = client.send(operation.method, _path(operation, identifier).removeprefix("/v1"), data=b"{broken")
    assert answer.status_code == 403
    assert f'scope="{operation.scope}"' in answer.headers["WWW-Authenticate"]


def test_the_advertised_scopes_are_exactly_those_that_operations_require(world: World) -> None:
    required = {operation.scope for operation in OPERATIONS} - {ANY_TOKEN}
    metadata = world.anonymous_client().get("/.well-known/oauth-authorization-server").json
    contract = world.anonymous_client().get("/v1/openapi.json").json
    flow = contract["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    assert required == ALL_SCOPES == set(metadata["scopes_supported"]) == set(flow["scopes"])


def test_what_writes_is_never_open_to_any_token() -> None:
    assert all(operation.scope for operation in OPERATIONS if operation.method != "GET")


def test_every_post_is_done_once_and_every_patch_names_its_version() -> None:
    assert all(operation.idempotency_resource for operation in OPERATIONS if operation.method == "POST")
    assert all(operation.requires_if_match for operation in OPERATIONS if operation.method in ("PATCH", "DELETE"))
    assert all(
        operation.requires_if_match
        for operation in OPERATIONS
        if operation.path.endswith("/transitions") and operation.body
    )


def test_path_parameters_are_named_after_their_resource() -> None:
    named = {name for operation in OPERATIONS for name in PATH_PARAMETER.findall(operation.path)}
    assert all(name.endswith("_id") for name in named - {"name"})


def _guarded(world: World) -> list[Rule]:
    return [rule for rule in world.app.url_map.iter_rules() if rule.rule not in PUBLIC]


def _path(operation: Operation, identifier: str = "00000000-0000-4000-8000-000000000000") -> str:
    return "/v1" + PATH_PARAMETER.sub(identifier, operation.path)
