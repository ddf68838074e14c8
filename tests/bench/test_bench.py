"""The ceiling does the same work as the service, and the benchmark reports its figures. No time is asserted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.errors import StartupError
from tests.bench import http_load, process_usage, table
from tests.bench.bulk_load import load_incidents
from tests.bench.cluster import describe_database
from tests.bench.deployment import AGAINST, CEILING, NOW, Deployment, start_deployment
from tests.bench.fan_out import measure_fan_out
from tests.bench.measurement import measure
from tests.bench.operations import OPERATIONS, Operation
from tests.bench.organisations import BenchOrganisation, create_organisations
from tests.bench.process_usage import Memory
from tests.bench.revision import check_out
from tests.bench.run import MemoryUsage, Results
from tests.support.databases import Database, set_environment
from tests.support.markers import slow

INCIDENT_COUNT = 400
SELECT_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
# The ceiling encrypts nothing: it shows sealed texts as others of the same length.
SEALED_FIELDS = ("summary_neutral", "in_app_report", "policy_codes", "explanation", "external_id", "wording")
# Only the service signs its cursors.
IGNORED_FIELDS = ("next_cursor", *SEALED_FIELDS)
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
READS = [operation for operation in OPERATIONS if operation.status == 200 and operation.name != "token request"]
WRITES = [operation for operation in OPERATIONS if operation not in READS]

pytestmark = slow


@pytest.fixture(scope="module")
def deployment(
    cluster: Cluster, shared_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """A small database with the service and the ceiling."""
    organisations = create_organisations()
    load_incidents(shared_database, organisations, 1, INCIDENT_COUNT)
    log_file = tmp_path_factory.mktemp("bench") / "log"
    with (
        log_file.open("wb") as log,
        start_deployment(cluster, shared_database, organisations, INCIDENT_COUNT, log) as running,
    ):
        yield running


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


def test_more_decisions_are_measured_than_escalations_exist(deployment: Deployment) -> None:
    # Given an operation that decides on more than half of the escalations
    decide = replace(next(each for each in OPERATIONS if each.name == "post a decision"), requests=50)
    assert len(deployment.undecided) < 2 * 50
    for _ in range(2):
        for request in decide.build_requests(deployment, 1):
            # Then the service accepts all of them, twice
            http_load.send_request(deployment.service.port, request, decide.status)


def test_an_earlier_revision_is_measured_in_the_same_rounds(
    deployment: Deployment, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a database that an earlier revision has created, filled and serves; here the newest commit
    try:
        checkout = check_out("HEAD")
        revision = checkout.__enter__()
    except StartupError as error:
        pytest.skip(str(error))
    with ExitStack() as stack:
        stack.push(checkout)
        log = stack.enter_context((tmp_path / "log").open("wb"))
        revision.create_template(cluster, "against_template")
        stack.callback(cluster.drop_database, "against_template")
        database = describe_database(cluster, "against_template")
        with revision.open_loader() as load:
            organisations = load(database, 1, INCIDENT_COUNT)
        earlier = stack.enter_context(
            start_deployment(cluster, database, organisations, INCIDENT_COUNT, log, revision=revision, names=(AGAINST,))
        )
        # When few requests of each operation, and a fan-out, are measured
        few = [replace(operation, requests=1) for operation in OPERATIONS]
        measurements = measure([deployment, earlier], 1, (1, 8), lambda _: None, few)
        fan_out = measure_fan_out([deployment, earlier], 1, incident_count=20)
        memory = {name: MemoryUsage(Memory(80.0, 20.0), None) for name in (NOW, CEILING, AGAINST)}
        results = Results(measurements, fan_out, memory, (0.5, 1.5))
    # Then every operation has figures of all servers for its numbers of clients
    assert [(measurement.case.operation, measurement.case.clients) for measurement in measurements] == [
        (operation.name, clients)
        for operation in OPERATIONS
        for clients in ([operation.clients] if operation.clients else [1, 8])
    ]
    assert all(measurement.servers.keys() == {NOW, CEILING, AGAINST} for measurement in measurements)
    assert all(measurement.ratios["ratio"] and measurement.ratios["speedup"] for measurement in measurements)
    # And all decisions reached the feeds
    assert all(each.entries >= each.incidents > 0 for each in fan_out.values())
    # And they are written and printed
    monkeypatch.setattr(table, "JSON_FILE", tmp_path / "bench.json")
    monkeypatch.setattr(table, "VAR", tmp_path / "var")
    table.write_json(results)
    written = json.loads((tmp_path / "bench.json").read_text())
    assert written["operations"][0]["now"]["response_ms"] > 0
    assert len(table.format_tables(results).splitlines()) > len(measurements)


@pytest.mark.parametrize("name", ["no-such-revision", "--help"])
def test_a_revision_that_git_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(StartupError, match="git"), check_out(name):
        pass


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
