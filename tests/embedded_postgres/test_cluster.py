"""A cluster is made once, found again, shared, and never taken for another."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from services.embedded_postgres import Cluster, Unavailable, start
from tests.embedded_postgres.kept import read, write
from tests.support.databases import ROOT

# A unix socket's path ends at 107 characters; file names end at 255.
DEEP = Path(*(["a folder with a rather long name"] * 12))

Start = Callable[[Path], Cluster]


def test_it_is_utf8_with_a_locale_of_its_own_and_utc(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("app")) as connection:
        locale = connection.execute(
            "select pg_encoding_to_char(encoding), datlocprovider, datlocale from pg_database where datname = 'tarian'"
        ).fetchone()
        assert locale == ("UTF8", "b", "C.UTF-8")
        assert connection.execute("show timezone").fetchone() == ("UTC",)


def test_it_listens_on_loopback_tcp_only_and_wants_passwords(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("app")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url("app"), password="wrong")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url("app"), password="")


def test_what_was_written_is_there_after_stop_and_start(tmp_path: Path, start_lasting: Start) -> None:
    first = start_lasting(tmp_path)
    write(first, 1)
    first.stop()
    assert not first.running()

    second = start_lasting(tmp_path)
    assert read(second) == [1]
    assert second.url() == first.url()


def test_a_running_server_is_shared_and_only_its_starter_stops_it(own_cluster: Cluster, tmp_path: Path) -> None:
    guest = start(tmp_path / "postgres", throwaway=True)
    assert guest.pid == own_cluster.pid
    guest.stop()
    assert own_cluster.running()


def test_two_side_by_side_do_not_meet(own_cluster: Cluster, cluster: Cluster) -> None:
    assert own_cluster.pid != cluster.pid
    assert own_cluster.home.data != cluster.home.data
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(own_cluster.url(), port=cluster.server.port)


def test_it_works_below_a_deep_path(tmp_path: Path) -> None:
    cluster = start(tmp_path / DEEP, throwaway=True)
    try:
        write(cluster, 1)
    finally:
        cluster.stop()


def test_two_that_start_at_once_end_up_with_one_server(tmp_path: Path, start_lasting: Start) -> None:
    program = (
        "import pathlib, sys; from services.embedded_postgres import start; c = start(pathlib.Path(sys.argv[1]));"
        "print(c.pid, flush=True); sys.stdin.read(); c.stop()"
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
    start_lasting(tmp_path)


def test_passwords_are_private_and_their_loss_is_told(tmp_path: Path, start_lasting: Start) -> None:
    cluster = start_lasting(tmp_path)
    cluster.stop()
    passwords = cluster.home.path / "passwords.json"
    assert passwords.stat().st_mode & 0o777 == 0o600
    assert json.loads(passwords.read_text())["app"] not in repr(cluster)

    passwords.unlink()
    with pytest.raises(Unavailable, match=r"passwords\.json is missing"):
        start_lasting(tmp_path)
