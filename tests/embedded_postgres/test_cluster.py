"""A cluster is created once, found again, shared by processes and separate from other clusters."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from services.embedded_postgres import Cluster, StartupError, start_cluster
from tests.embedded_postgres.stored_values import read_values, write_value
from tests.support.databases import ROOT

# Longer than the path of a unix socket (107 characters), with names shorter than the limit of 255.
DEEP_PATH = Path(*(["a folder with a rather long name"] * 12))

StartCluster = Callable[[Path], Cluster]


def test_databases_are_utf8_with_the_builtin_locale_and_utc(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("app")) as connection:
        locale = connection.execute(
            "select pg_encoding_to_char(encoding), datlocprovider, datlocale from pg_database where datname = 'tarian'"
        ).fetchone()
        assert locale == ("UTF8", "b", "C.UTF-8")
        assert connection.execute("show timezone").fetchone() == ("UTC",)


def test_the_server_listens_on_loopback_only_and_requires_passwords(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("app")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url("app"), password="wrong")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url("app"), password="")


def test_data_and_port_survive_stop_and_start(tmp_path: Path, start_persistent_cluster: StartCluster) -> None:
    first = start_persistent_cluster(tmp_path)
    write_value(first, 1)
    first.stop()
    assert not first.is_running()

    second = start_persistent_cluster(tmp_path)
    assert read_values(second) == [1]
    assert second.url() == first.url()


def test_a_running_server_is_shared_and_only_its_starter_stops_it(own_cluster: Cluster, tmp_path: Path) -> None:
    shared = start_cluster(tmp_path / "postgres", throwaway=True)
    assert shared.pid == own_cluster.pid
    shared.stop()
    assert own_cluster.is_running()


def test_two_clusters_have_separate_servers_data_and_passwords(own_cluster: Cluster, cluster: Cluster) -> None:
    assert own_cluster.pid != cluster.pid
    assert own_cluster.directory.data_directory != cluster.directory.data_directory
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(own_cluster.url(), port=cluster.server.port)


def test_a_cluster_starts_below_a_deep_path(tmp_path: Path) -> None:
    cluster = start_cluster(tmp_path / DEEP_PATH, throwaway=True)
    try:
        write_value(cluster, 1)
    finally:
        cluster.stop()


def test_two_processes_that_start_at_once_share_one_server(
    tmp_path: Path, start_persistent_cluster: StartCluster
) -> None:
    program = (
        "import pathlib, sys; from services.embedded_postgres import start_cluster;"
        "cluster = start_cluster(pathlib.Path(sys.argv[1]));"
        "print(cluster.pid, flush=True); sys.stdin.read(); cluster.stop()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    pair = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    pids = {process.stdout.readline() for process in pair if process.stdout}
    for process in pair:
        process.communicate("")
    assert len(pids) == 1
    assert [process.returncode for process in pair] == [0, 0]
    # Registers the folder for removal at the end of the test.
    start_persistent_cluster(tmp_path)


def test_passwords_are_private_and_their_loss_is_reported(
    tmp_path: Path, start_persistent_cluster: StartCluster
) -> None:
    cluster = start_persistent_cluster(tmp_path)
    cluster.stop()
    passwords = cluster.directory.path / "passwords.json"
    assert passwords.stat().st_mode & 0o777 == 0o600
    assert json.loads(passwords.read_text())["app"] not in repr(cluster)

    passwords.unlink()
    with pytest.raises(StartupError, match=r"passwords\.json is missing"):
        start_persistent_cluster(tmp_path)
