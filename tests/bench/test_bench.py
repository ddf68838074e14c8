"""The ceiling does the same work as the service, and the benchmark reports its figures. No time is asserted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import psycopg
import pytest

from tests.bench import http_load, process_usage
from tests.bench.deployment import Deployment
from tests.bench.operations import OPERATIONS, Operation, build_report_request
from tests.bench.organisations import BenchOrganisation
from tests.support.databases import set_environment
from tests.support.markers import slow

SELECT_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
# The ceiling encrypts nothing: it shows sealed texts as others of the same length.
SEALED_FIELDS = ("summary_neutral", "in_app_report", "policy_codes", "explanation", "external_id", "wording")
# Only the service signs its cursors.
IGNORED_FIELDS = ("next_cursor", *SEALED_FIELDS)
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
READS = [operation for operation in OPERATIONS if operation.status == 200 and operation.name != "token request"]
WRITES = [operation for operation in OPERATIONS if operation not in READS]

pytestmark = slow


def test_the_service_can_read_the_rows_inserted_by_sql(deployment: Deployment) -> None:
    # Before the ceiling writes rows that nobody can decrypt.
    # Given incidents that were inserted by SQL, not reported through the service
    school = _find_school_with_incidents(deployment)
    # When their school lists its incidents
    request = http_load.build_request("GET", "/v1/incidents?limit=200", deployment.authorize(school))
    incidents = json.loads(http_load.send_request(deployment.service.port, request))["data"]
    # Then the list has them, with their links
    assert incidents
    assert all(incident["subjects"] and incident["school_id"] == str(school.id) for incident in incidents)


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.name)
def test_the_ceiling_returns_the_same_responses_as_the_service(deployment: Deployment, operation: Operation) -> None:
    # Given a few requests
    for request in operation.build_requests(deployment, 1)[:5]:
        # When both servers get them
        servers = (deployment.service, deployment.ceiling)
        responses = [json.loads(http_load.send_request(server.port, request)) for server in servers]
        # Then the responses are equal
        assert _remove_ignored_fields(responses[0]) == _remove_ignored_fields(responses[1])


@pytest.mark.parametrize("operation", WRITES, ids=lambda operation: operation.name)
def test_the_ceiling_writes_as_many_rows_as_the_service(deployment: Deployment, operation: Operation) -> None:
    # Given one request for each server
    new_rows = []
    for server in (deployment.service, deployment.ceiling):
        with set_environment(deployment.database.environment):
            request = operation.build(deployment)
        _forget_counted_requests(deployment)
        before = _count_rows(deployment)
        # When the server gets it
        http_load.send_request(server.port, request, operation.status)
        # Then rows are added to tables
        after = _count_rows(deployment)
        new_rows.append({name: count - before[name] for name, count in after.items() if count != before[name]})
    # And both servers add the same number to each table
    assert new_rows[0] == new_rows[1] != {}


def test_the_ceiling_refuses_a_revoked_token_that_it_remembers(deployment: Deployment) -> None:
    # Given a token that the ceiling has accepted for a write and a read
    headers, form = deployment.organisations.schools[0].build_token_request(deployment.issuer)
    request = http_load.build_request("POST", "/oauth/token", headers, form)
    token = json.loads(http_load.send_request(deployment.service.port, request))["access_token"]
    authorization = {"Authorization": f"Bearer {token}"}
    write, second_write = (build_report_request(authorization) for _ in range(2))
    incident = json.loads(http_load.send_request(deployment.ceiling.port, write, 201))
    read = http_load.build_request("GET", f"/v1/incidents/{incident['id']}", authorization)
    http_load.send_request(deployment.ceiling.port, read)
    before = _count_rows(deployment)["incident"]
    # When it is revoked
    revocation = http_load.build_request("POST", "/oauth/revoke", headers, urlencode({"token": token}).encode())
    http_load.send_request(deployment.service.port, revocation)
    # Then it breaks off the next read and the next write, and writes nothing
    for refused in (read, second_write):
        with pytest.raises(http_load.UnexpectedResponse):
            http_load.send_request(deployment.ceiling.port, refused)
    assert _count_rows(deployment)["incident"] == before


def test_more_decisions_are_measured_than_escalations_exist(deployment: Deployment) -> None:
    # Given an operation that decides on more than half of the escalations
    decide = replace(next(each for each in OPERATIONS if each.name == "post a decision"), requests=50)
    assert len(deployment.undecided) < 2 * 50
    for _ in range(2):
        for request in decide.build_requests(deployment, 1):
            # Then the service accepts all of them, twice
            http_load.send_request(deployment.service.port, request, decide.status)


def test_memory_of_processes_is_measured(deployment: Deployment) -> None:
    # Given the processes that serve requests
    workers = process_usage.list_leaves(deployment.service.pids[0])
    backends = deployment.list_backends(deployment.service)
    # Then each kind has a few MiB of its own, and a share of what it has in common with others
    assert len(workers) == 2
    for pids in (workers, backends):
        memory = process_usage.measure_memory(pids)
        assert memory is not None
        assert 0 < memory.private < memory.proportional


def _find_school_with_incidents(deployment: Deployment) -> BenchOrganisation:
    """Return a school that has incidents."""
    with psycopg.connect(deployment.database.owner_url) as connection:
        owner_ids = {owner_id for (owner_id,) in connection.execute("select owner_id from incident")}
    return next(school for school in deployment.organisations.schools if school.id in owner_ids)


def _remove_ignored_fields(value: object) -> object:
    """Return parsed JSON without the fields in which the servers differ. Times may have a different precision."""
    if isinstance(value, str) and TIME.fullmatch(value):
        return datetime.fromisoformat(value)
    if isinstance(value, dict):
        return {name: _remove_ignored_fields(item) for name, item in value.items() if name not in IGNORED_FIELDS}
    return [_remove_ignored_fields(item) for item in value] if isinstance(value, list) else value


def _forget_counted_requests(deployment: Deployment) -> None:
    """Delete the counters of requests: both servers count in the same rows, which the first request inserts."""
    with psycopg.connect(deployment.database.owner_url, autocommit=True) as connection:
        connection.execute("delete from rate_limit_counter")


def _count_rows(deployment: Deployment) -> dict[str, int]:
    """Return the number of rows of each table."""
    with psycopg.connect(deployment.database.owner_url, autocommit=True) as connection:
        names = [name for (name,) in connection.execute(SELECT_TABLES)]
        counts = connection.execute(" union all ".join(f"select '{name}', count(*) from {name}" for name in names))
        return dict(counts.fetchall())
