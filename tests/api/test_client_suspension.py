"""A client that reads more web addresses than its quota allows is suspended, and its organisation and helpline know."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from api import operator, sandbox
from services.policy.actor import Kind
from tests.api.steps import Json, list_subject_ids, report_incident
from tests.api.world import (
    AuthorizedClient,
    World,
    create_client,
    create_organisation,
    create_world,
    renew_token,
    request_token,
    sign_agreement_with_helpline,
)
from tests.support.databases import Database, set_environment
from tests.support.jobs import run_pending_jobs

QUOTA = 3
SUSPENDED, REINSTATED = "organisation.client_suspended", "organisation.client_reinstated"


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """A world for each test, with a low quota of locators."""
    with set_environment(database.environment | {"TARIAN_LOCATORS_PER_HOUR": str(QUOTA)}):
        yield create_world()


@pytest.fixture
def client(world: World) -> AuthorizedClient:
    """A new client of the school."""
    return create_client(world.app, world.school.organisation_id, Kind.SCHOOL)


def locator_path(client: AuthorizedClient) -> str:
    """Report an incident, and return the path of the web address of its subject."""
    (subject_id,) = list_subject_ids(report_incident(client))
    return f"/subjects/{subject_id}/locator?purpose=own_report"


def exceed_quota(client: AuthorizedClient) -> None:
    """Read one web address more than the quota allows."""
    path = locator_path(client)
    statuses = [client.get(path).status_code for _ in range(QUOTA + 1)]
    assert statuses == [200] * QUOTA + [429]


def read_client_events(client: AuthorizedClient) -> list[Json]:
    """Return the entries of a feed about clients."""
    run_pending_jobs()
    return [entry for entry in client.get("/changes").json["data"] if entry["kind"] in (SUSPENDED, REINSTATED)]


def test_exceeding_the_quota_of_locators_suspends_the_client_and_no_other(
    world: World, client: AuthorizedClient
) -> None:
    path = locator_path(client)
    assert [client.get(path).status_code for _ in range(QUOTA)] == [200] * QUOTA
    refused = client.get(path)
    assert (refused.status_code, refused.json["code"]) == (429, "client_suspended")
    assert int(refused.headers["Retry-After"]) > 0
    assert client.get("/me").status_code == 401
    assert request_token(client).status_code == 401
    assert world.school.get(path).status_code == 200
    assert world.school.get("/me").json["suspended_clients"] == [
        {"client_id": client.client_id, "reason": "locator_quota"}
    ]


def test_its_organisation_and_its_helpline_are_told_and_no_other(world: World, client: AuthorizedClient) -> None:
    """Given a second helpline without an agreement; when a client is suspended; then only those concerned know."""
    stranger = create_organisation(world, Kind.HELPLINE, "Helpline of the south")
    exceed_quota(client)
    for reader in (world.school, world.helpline):
        (entry,) = read_client_events(reader)
        assert (entry["kind"], entry["resource_id"]) == (SUSPENDED, str(client.organisation_id))
        assert entry["data"]["name"] == "Ysgol Bryn Coed"
    for reader in (stranger, world.other_school, world.platform, world.union, world.government):
        assert read_client_events(reader) == []
        assert reader.get("/me").json["suspended_clients"] == []


def test_simultaneous_requests_beyond_the_quota_are_one_suspension(world: World, client: AuthorizedClient) -> None:
    path = locator_path(client)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: client.get(path).status_code, range(4 * QUOTA)))
    assert statuses.count(200) == QUOTA
    assert set(statuses) <= {200, 429, 401}
    assert len(read_client_events(world.helpline)) == 1


def test_an_operator_lifts_the_suspension(world: World, client: AuthorizedClient) -> None:
    """Given a suspended client; when the operator lifts the suspension; then it works, and those concerned know."""
    exceed_quota(client)
    assert operator.main(["lift-suspension", client.client_id]) == 0
    assert client.get("/me").status_code == 401
    renewed = renew_token(client)
    assert renewed.get("/me").json["suspended_clients"] == []
    for reader in (world.school, world.helpline):
        assert [entry["kind"] for entry in read_client_events(reader)] == [SUSPENDED, REINSTATED]
    assert read_client_events(world.other_school) == []


def test_a_sandbox_command_resets_counters_and_suspensions(world: World, client: AuthorizedClient) -> None:
    """Given a suspended client and one without quota; when the limits are reset; then both work again."""
    path = locator_path(world.school)
    assert [world.school.get(path).status_code for _ in range(QUOTA)] == [200] * QUOTA
    exceed_quota(client)
    sandbox.main(["--reset-limits"])
    assert world.school.get(path).status_code == 200
    assert renew_token(client).get("/me").json["suspended_clients"] == []
    assert len(read_client_events(world.helpline)) == 2


def test_the_limits_of_production_are_not_reset(
    world: World, database: Database, client: AuthorizedClient, capsys: pytest.CaptureFixture[str]
) -> None:
    exceed_quota(client)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("update installation set environment = 'production'")
    with pytest.raises(SystemExit) as raised:
        sandbox.main(["--reset-limits"])
    assert raised.value.code == 2
    assert request_token(client).status_code == 401


@pytest.mark.parametrize("client_id", ["nobody", "", "\0"])
def test_the_command_refuses_unknown_clients(world: World, client_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert operator.main(["lift-suspension", client_id]) == 1
    assert capsys.readouterr().err == "operator: there is no such client\n"


def test_the_clients_of_a_union_a_platform_and_a_helpline_are_suspended_too(world: World) -> None:
    """Given clients of other kinds; when they exceed the quota; then the helpline gets an event for each."""
    union = create_client(world.app, world.union.organisation_id, Kind.UNION)
    helpline = create_client(world.app, world.helpline.organisation_id, Kind.HELPLINE)
    exceed_quota(union)
    path = locator_path(world.school).replace("own_report", "triage")
    assert [helpline.get(path).status_code for _ in range(QUOTA + 1)] == [200] * QUOTA + [429]
    assert [world.platform.get(path).status_code for _ in range(QUOTA + 1)] == [404] * QUOTA + [429]
    announced_ids = {entry["resource_id"] for entry in read_client_events(world.helpline)}
    assert announced_ids == {str(each.organisation_id) for each in (union, helpline, world.platform)}
    assert world.union.get("/me").json["suspended_clients"] == [
        {"client_id": union.client_id, "reason": "locator_quota"}
    ]
    # An event in the feed of a union would show which tenant the union is.
    assert read_client_events(world.union) == []


def test_a_suspension_is_told_to_every_helpline_with_an_agreement(world: World, client: AuthorizedClient) -> None:
    second = create_organisation(world, Kind.HELPLINE, "Helpline of the west")
    sign_agreement_with_helpline(world, world.school, second)
    exceed_quota(client)
    assert [len(read_client_events(reader)) for reader in (world.helpline, second)] == [1, 1]
