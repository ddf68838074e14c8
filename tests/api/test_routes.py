"""Every route requires a token and its scope; these tests cover a new route without changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from api.operation import ANY_TOKEN, PATH_PARAMETER, Operation
from auth.scopes import ALL_SCOPES, allowed_scopes
from services.policy.actor import Kind
from tests.api.operations import OPERATIONS, fill_path, parametrize_operations
from tests.api.world import AuthorizedClient, World, create_client

PUBLIC_ROUTES = {
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
    "/oauth/jwks",
    "/.well-known/oauth-authorization-server",
    "/.well-known/oauth-protected-resource",
    "/.well-known/openid-configuration",
    "/livez",
    "/readyz",
    "/",
    "/docs",
    "/problems",
    "/problems/<code>",
    "/pages/static/<path:filename>",
    "/v1/openapi.json",
}


@pytest.fixture(scope="module")
def create_client_without(world: World) -> Callable[[str], AuthorizedClient]:
    """A function that returns a client of the school with every scope that it may have except this one."""

    @cache
    def create(scope: str) -> AuthorizedClient:
        scopes = allowed_scopes(Kind.SCHOOL) - {scope}
        return create_client(world.app, world.school.organisation_id, Kind.SCHOOL, scopes)

    return create


def test_only_the_listed_routes_are_public(world: World) -> None:
    declared = {f"/v1{operation.rule}" for operation in OPERATIONS}
    assert {rule.rule for rule in world.app.url_map.iter_rules()} == PUBLIC_ROUTES | declared


def test_every_method_of_a_route_is_a_declared_operation(world: World) -> None:
    rules = [rule for rule in world.app.url_map.iter_rules() if rule.rule not in PUBLIC_ROUTES]
    served = {(method, rule.rule) for rule in rules for method in rule.methods or () if method != "HEAD"}
    assert served == {(operation.method, f"/v1{operation.rule}") for operation in OPERATIONS}


@parametrize_operations(OPERATIONS)
def test_every_operation_requires_a_token(world: World, operation: Operation) -> None:
    path = f"/v1{fill_path(operation)}"
    response = world.anonymous_client().open(path, method=operation.method, data=b"{broken")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    assert response.json["code"] == "unauthenticated"


@parametrize_operations([operation for operation in OPERATIONS if operation.scope])
@pytest.mark.parametrize("path_id", ["2f1d8c0e-93a4-4b57-8a1e-6c0d5e7f9b32", "no-uuid", "%00"])
def test_every_operation_checks_its_scope_before_id_and_body(
    create_client_without: Callable[[str], AuthorizedClient], operation: Operation, path_id: str
) -> None:
    client = create_client_without(str(operation.scope))
    response = client.send(operation.method, fill_path(operation, path_id), data=b"{broken")
    assert response.status_code == 403
    assert f'scope="{operation.scope}"' in response.headers["WWW-Authenticate"]


def test_the_advertised_scopes_are_exactly_those_that_operations_require(world: World) -> None:
    required = {operation.scope for operation in OPERATIONS} - {ANY_TOKEN}
    metadata = world.anonymous_client().get("/.well-known/oauth-authorization-server").json
    contract = world.anonymous_client().get("/v1/openapi.json").json
    flow = contract["components"]["securitySchemes"]["oauth"]["flows"]["clientCredentials"]
    assert required == ALL_SCOPES == set(metadata["scopes_supported"]) == set(flow["scopes"])


def test_every_writing_operation_requires_a_scope() -> None:
    assert all(operation.scope for operation in OPERATIONS if operation.method != "GET")


def test_posts_require_idempotency_keys_and_changes_require_if_match() -> None:
    assert all(operation.idempotency_resource for operation in OPERATIONS if operation.method == "POST")
    assert all(operation.requires_if_match for operation in OPERATIONS if operation.method in ("PATCH", "DELETE"))
    transitions = [operation for operation in OPERATIONS if operation.path.endswith("/transitions")]
    assert all(operation.requires_if_match for operation in transitions if operation.body)


def test_path_parameters_are_named_after_their_resource() -> None:
    names = {name for operation in OPERATIONS for name in PATH_PARAMETER.findall(operation.path)}
    assert all(name.endswith("_id") for name in names - {"name"})
