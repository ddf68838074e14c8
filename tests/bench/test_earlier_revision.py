"""An earlier revision is measured beside the present one. No time is asserted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from services.embedded_postgres import Cluster
from services.embedded_postgres.errors import StartupError
from tests.bench.cluster import describe_database
from tests.bench.deployment import Deployment, start_deployment
from tests.bench.fan_out import measure_fan_out
from tests.bench.measurement import measure
from tests.bench.operations import OPERATIONS
from tests.bench.revision import check_out
from tests.bench.servers import AGAINST, CEILING, NOW
from tests.support.markers import slow


@pytest.fixture(scope="module")
def earlier(cluster: Cluster, deployment: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """A database that an earlier revision has created and filled, and serves; here the newest commit."""
    with ExitStack() as stack:
        try:
            revision = stack.enter_context(check_out("HEAD"))
        except StartupError as error:
            pytest.skip(str(error))
        log = stack.enter_context((tmp_path_factory.mktemp("bench") / "log").open("wb"))
        revision.create_template(cluster, "against")
        stack.callback(cluster.drop_database, "against")
        database = describe_database(cluster, "against")
        with revision.open_loader() as load_incidents:
            organisations = load_incidents(database, 1, deployment.incidents)
        yield stack.enter_context(
            start_deployment(
                cluster, database, organisations, deployment.incidents, log, revision=revision, names=(AGAINST,)
            )
        )


@slow
def test_all_servers_are_measured_in_the_same_rounds(deployment: Deployment, earlier: Deployment) -> None:
    # Given few requests of each operation
    few = [replace(operation, requests=1) for operation in OPERATIONS]
    # When they are measured on both revisions
    measurements = measure([deployment, earlier], 1, (1, 8), lambda _: None, few)
    # Then every operation has figures of all servers for its numbers of clients
    assert [(measurement.case.operation, measurement.case.clients) for measurement in measurements] == [
        (operation.name, clients)
        for operation in OPERATIONS
        for clients in ([operation.clients] if operation.clients else [1, 8])
    ]
    assert all(measurement.servers.keys() == {NOW, CEILING, AGAINST} for measurement in measurements)


@slow
def test_a_decision_reaches_all_incidents_with_the_worker_of_each_revision(
    deployment: Deployment, earlier: Deployment
) -> None:
    fan_out = measure_fan_out([deployment, earlier], 1, incident_count=20)
    assert fan_out.keys() == {NOW, AGAINST}
    assert all(each.entries >= each.incidents > 0 for each in fan_out.values())
    assert all(0 < each.work_seconds <= each.seconds for each in fan_out.values())


@pytest.mark.parametrize("name", ["no-such-revision", "--help"])
def test_a_revision_that_git_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(StartupError, match="git"), check_out(name):
        pass
