"""The rights of a client are checked at every request, not only when it is registered or gets its token."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from joserfc.jwk import ECKey
from sqlalchemy import func, select

from auth import clients
from auth.scopes import allowed_scopes
from services.core import clock
from services.core.db import Session, run_as_operator
from services.policy.actor import Kind
from tests.api.world import AuthorizedClient, World, create_client, request_token
from tests.auth.api_clients import ApiClient, assertion_form, register_with_key
from tests.auth.forged_tokens import sign_token
from tests.support.databases import Database


@pytest.fixture
def client(world: World) -> AuthorizedClient:
    """A new client of the school."""
    return create_client(world.app, world.school.organisation_id, Kind.SCHOOL)


def update_client(database: Database, client_id: str, assignment: str, *values: object) -> None:
    """Change the row of a client, as operators do: the service may not."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(f"update oauth_client set {assignment} where client_id = %s".encode(), [*values, client_id])


def assert_scope_is_missing(client: AuthorizedClient, path: str, scope: str) -> None:
    """Assert that a request is refused because of the scope, and that `/me` does not list it."""
    response = client.get(path)
    assert (response.status_code, response.json["code"]) == (403, "insufficient_scope")
    assert scope not in client.get("/me").json["scopes"]


def test_a_scope_that_the_client_lost_after_it_got_its_token_is_refused(
    shared_database: Database, client: AuthorizedClient
) -> None:
    """Given a token with two scopes; when the client loses one; then only requests with the other succeed."""
    assert client.get("/incidents").status_code == 200
    update_client(shared_database, client.client_id, "scopes = %s", ["changes:read"])
    assert_scope_is_missing(client, "/incidents", "incidents:read")
    assert client.get("/changes").status_code == 200
    assert set(request_token(client).get_json()["scope"].split()) == {"changes:read"}


@pytest.mark.parametrize("kind", ["police", "local_authority", "no such kind"])
def test_a_scope_above_the_ceiling_of_the_present_kind_is_refused(
    shared_database: Database, client: AuthorizedClient, kind: str
) -> None:
    """Given a token of a school; when its client counts as another kind, with the same scopes; then it is refused."""
    update_client(shared_database, client.client_id, "organisation_kind = %s", kind)
    assert "people:write" not in client.get("/me").json["scopes"]
    refused = client.post("/incidents", {})
    assert (refused.status_code, refused.json["code"]) == (403, "insufficient_scope")


def test_a_scope_above_the_ceiling_of_the_kind_in_the_token_is_refused(world: World, client: AuthorizedClient) -> None:
    """Given a token from before the ceiling of its kind was lowered; when it is used; then it is refused."""
    holder = ApiClient("", client.client_id, client.organisation_id)
    within, above = (
        AuthorizedClient(world.app, client.organisation_id, client.client_id, sign_token(holder, org_kind=kind))
        for kind in ("school", "police")
    )
    assert within.get("/incidents").status_code == 200
    assert_scope_is_missing(above, "/incidents", "incidents:read")


def test_introspection_leaves_out_scopes_above_the_ceiling(
    shared_database: Database, world: World, client: AuthorizedClient
) -> None:
    update_client(shared_database, client.client_id, "organisation_kind = %s", "police")
    auth = (client.client_id, str(client.secret))
    response = world.anonymous_client().post("/oauth/introspect", data={"token": client.token}, auth=auth)
    assert set(response.get_json()["scope"].split()) == allowed_scopes("police")


def test_a_change_of_the_kind_of_an_organisation_ends_its_tokens_and_lowers_the_ceiling(world: World) -> None:
    """Given a client of an employer; when its organisation becomes a trust; then only a new, smaller token works."""
    client = create_client(world.app, world.other_school.organisation_id, Kind.SCHOOL)
    change = func.change_organisation(client.organisation_id, "active", Kind.TRUST.value, clock.now())
    assert run_as_operator(client.organisation_id, lambda session: session.scalar(select(change)))
    assert client.get("/me").status_code == 401
    scopes = set(request_token(client).get_json()["scope"].split())
    assert "incidents:create" not in scopes
    assert "incidents:read" in scopes


@pytest.mark.parametrize("change", [clients.disable, clients.revoke_tokens])
def test_tokens_of_a_disabled_client_and_of_an_earlier_epoch_are_refused(
    client: AuthorizedClient, change: Callable[[Session, str], None]
) -> None:
    assert client.get("/me").status_code == 200
    run_as_operator(None, lambda session: change(session, client.client_id))
    assert (client.get("/me").status_code, client.get("/me").json["code"]) == (401, "invalid_token")


def test_a_removed_key_signs_in_no_more(shared_database: Database, world: World) -> None:
    """Given a platform with two keys; when one is removed; then only the other signs in."""
    kept, removed = ECKey.generate_key("P-256", auto_kid=True), ECKey.generate_key("P-256", auto_kid=True)
    client = register_with_key("", kept, removed)

    def sign_in(key: ECKey) -> int:
        assertion = client.sign_assertion(key, {"kid": key.kid})
        form = {"grant_type": "client_credentials", **assertion_form(assertion)}
        status: int = world.anonymous_client().post("/oauth/token", data=form).status_code
        return status

    assert (sign_in(kept), sign_in(removed)) == (200, 200)
    update_client(shared_database, client.client_id, "jwks = jsonb_build_object('keys', (jwks -> 'keys') - 1)")
    assert (sign_in(kept), sign_in(removed)) == (200, 401)
