"""A cluster comes back from every kind of death, and dies with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from services.embedded_postgres import Cluster, start
from tests.embedded_postgres.kept import read, write
from tests.embedded_postgres.processes import alive, eventually
from tests.support.databases import ROOT


def kill(cluster: Cluster) -> None:
    os.kill(cluster.pid, signal.SIGKILL)
    eventually(lambda: not cluster.running())


def test_it_recovers_after_kill_9_on_the_same_port(own_cluster: Cluster, tmp_path: Path) -> None:
    write(own_cluster, 1)
    kill(own_cluster)

    again = start(tmp_path / "postgres", throwaway=True)
    try:
        assert read(again) == [1]
        assert again.url() == own_cluster.url()
    finally:
        again.stop()


def test_a_state_file_that_names_a_stranger_does_not_stop_it(tmp_path: Path) -> None:
    cluster = start(tmp_path / "postgres", throwaway=True)
    state = cluster.home.data / "postmaster.pid"
    lines = state.read_text().splitlines()
    kill(cluster)
    # What a reboot does: the old number belongs to a living process that is no PostgreSQL.
    state.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    again = start(tmp_path / "postgres", throwaway=True)
    try:
        assert again.pid != os.getpid()
    finally:
        again.stop()


def test_an_unfinished_first_start_is_repeated(tmp_path: Path) -> None:
    made = start(tmp_path / "postgres", throwaway=True)
    made.stop()
    draft = made.home.path / "data.new"
    (draft / "base").mkdir(parents=True)

    again = start(tmp_path / "postgres", throwaway=True)
    try:
        write(again, 1)
        assert not draft.exists()
    finally:
        again.stop()


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time; from services.embedded_postgres import start;"
        "print(start(pathlib.Path(sys.argv[1]), throwaway=True).pid, flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, tmp_path], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        pid = int(starter.stdout.readline())
    starter.kill()
    starter.wait()

    eventually(lambda: not alive(pid))
    start(tmp_path, throwaway=True).stop()
