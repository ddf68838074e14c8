"""The rights of the owner and of operators are nowhere in the environment of a process that stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from services.core.settings import PRIVILEGED_VARIABLES
from services.embedded_postgres import Cluster
from services.embedded_postgres.cluster_dir import open_cluster_directory
from tests.embedded_postgres.running_service import RunningService, run_service
from tests.support.databases import (
    ROOT,
    Database,
    copy_unconfigured_environment,
    create_temporary_database,
)


def read_process_texts(root_pid: int) -> Mapping[str, str]:
    """Return environment and command line of a process and of all that descend from it, by command line."""
    parents = {}
    texts = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            environ = (folder / "environ").read_bytes().decode(errors="replace").replace("\0", "\n")
        except OSError:
            continue
        parents[int(folder.name)] = int(stat[1])
        texts[int(folder.name)] = (f"{folder.name} {command}", f"{command}\n{environ}")
    family = {root_pid}
    while children := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= children
    return dict(texts[pid] for pid in family if pid in texts)


def assert_no_process_knows(service: RunningService, *secrets: str) -> None:
    """Fail if one of the secrets, or the name of a privileged variable, is in any process of the service."""
    texts = read_process_texts(service.process.pid)
    assert any("gunicorn" in command for command in texts)
    assert any("-m worker" in command for command in texts)
    assert any("embedded_postgres.serve" in command for command in texts)
    for command, text in texts.items():
        for secret in (*secrets, *PRIVILEGED_VARIABLES):
            assert secret not in text, command


def test_no_process_of_an_embedded_service_has_the_passwords_of_owner_operator_and_superuser(
    running_service: RunningService,
) -> None:
    passwords = open_cluster_directory(running_service.checkout / "var" / "postgres").load_passwords()
    assert_no_process_knows(running_service, passwords["owner"], passwords["operator"], passwords["superuser"])


@pytest.fixture
def external_database(cluster: Cluster) -> Iterator[Database]:
    """An empty database on a server that the service did not start."""
    with create_temporary_database(cluster, "template1") as database:
        yield database


def test_no_process_of_a_service_on_another_server_keeps_the_variables_that_started_it(
    external_database: Database, shared_checkout: Path
) -> None:
    """Given variables for owner and operator; when the service has started with them; then no process has them."""
    variables = {name: value for name, value in external_database.environment.items() if name != "TARIAN_ISSUER"}
    with run_service(shared_checkout, **variables) as service:
        assert_no_process_knows(service, external_database.owner_url, external_database.operator_url)


@pytest.mark.parametrize("variable", PRIVILEGED_VARIABLES)
@pytest.mark.parametrize("program", [("-c", "import wsgi"), ("-m", "worker")])
def test_web_server_and_worker_refuse_to_start_with_such_a_variable(variable: str, program: tuple[str, str]) -> None:
    environ = copy_unconfigured_environment() | {variable: "postgresql://owner:canary@127.0.0.1/tarian"}
    result = subprocess.run(
        [sys.executable, *program], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 1
    assert f"{variable} must not be set for the web server and the worker" in result.stderr
    assert "canary" not in result.stderr
