"""A cluster starts again after any crash, and ends with the process that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from services.embedded_postgres import Cluster, start_cluster
from tests.embedded_postgres.processes import is_alive, wait_until
from tests.embedded_postgres.stored_values import read_values, write_value
from tests.support.databases import ROOT


def kill_server(cluster: Cluster) -> None:
    """Kill the server and wait until it has ended."""
    os.kill(cluster.pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running())


def test_a_killed_server_restarts_with_its_data_on_the_same_port(own_cluster: Cluster, tmp_path: Path) -> None:
    write_value(own_cluster, 1)
    kill_server(own_cluster)

    restarted = start_cluster(tmp_path / "postgres", throwaway=True)
    try:
        assert read_values(restarted) == [1]
        assert restarted.url() == own_cluster.url()
    finally:
        restarted.stop()


def test_a_stale_pid_file_with_the_id_of_another_program_is_ignored(tmp_path: Path) -> None:
    cluster = start_cluster(tmp_path / "postgres", throwaway=True)
    pid_file = cluster.directory.data_directory / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    kill_server(cluster)
    # As after a reboot: the old process id belongs to a running program that is no PostgreSQL.
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    restarted = start_cluster(tmp_path / "postgres", throwaway=True)
    try:
        assert restarted.pid != os.getpid()
    finally:
        restarted.stop()


def test_an_incomplete_data_directory_is_created_again(tmp_path: Path) -> None:
    first = start_cluster(tmp_path / "postgres", throwaway=True)
    first.stop()
    draft = first.directory.path / "data.new"
    (draft / "base").mkdir(parents=True)

    second = start_cluster(tmp_path / "postgres", throwaway=True)
    try:
        write_value(second, 1)
        assert not draft.exists()
    finally:
        second.stop()


def test_a_server_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time; from services.embedded_postgres import start_cluster;"
        "print(start_cluster(pathlib.Path(sys.argv[1]), throwaway=True).pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        pid = int(starter.stdout.readline())
    starter.kill()
    starter.wait()

    wait_until(lambda: not is_alive(pid))
    start_cluster(tmp_path, throwaway=True).stop()
