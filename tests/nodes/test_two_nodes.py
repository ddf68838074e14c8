"""Two nodes on one database behind a pooler: they are one service, and the death of one loses nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg

from api import sandbox
from services.jobs import tasks
from tests.api.world import create_world
from tests.jobs.test_worker_killed import list_waiting_backends, lock_incident
from tests.nodes.conftest import run_two_nodes
from tests.support.background_load import run_load
from tests.support.databases import ROOT, Database
from tests.support.markers import slow
from tests.support.mass_reports import assert_outcomes_published_once, count_outcome_events, create_decided_mass_report
from tests.support.waiting import wait_until

MANY = 60

pytestmark = slow


def test_the_story_runs_over_two_nodes(database: Database, pooler_url: str, tmp_path: Path) -> None:
    clients = tmp_path / "clients.json"
    with run_two_nodes(database, pooler_url, workers=True) as nodes:
        # given a sandbox, filled twice through the pooler
        for _ in range(2):
            sandbox.main(["--clients", str(clients)])
        # when the story is played, its requests now to the one and now to the other
        for _ in range(2):
            story = [sys.executable, "-m", "services.sandbox.story", "--base-url", nodes.load_balancer.base_url]
            told_of = subprocess.run(
                [*story, "--clients", str(clients)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=200
            )
            # then it goes as it should
            assert told_of.returncode == 0, told_of.stdout + told_of.stderr
        first, second = (nodes.load_balancer.answered[node.base_url] for node in nodes.nodes)
        assert first > MANY
        assert abs(first - second) <= 1
        assert _locks(database) == 0


def test_the_feed_is_one_over_two_nodes(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=True) as nodes:
        with run_load(nodes.load_balancer.base_url, create_world()) as load:
            wait_until(lambda: len(load.acknowledged) > MANY)
        assert not any(client.met for client in load.clients)
        load.assert_nothing_is_lost()


def test_two_workers_share_the_telling_and_tell_nobody_twice(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=False) as nodes:
        trends = [create_decided_mass_report(schools=8, reports_each=2) for _ in range(3)]
        for node in nodes.nodes:
            node.start_worker()
        wait_until(lambda: count_outcome_events(database) >= sum(len(trend.incidents) for trend in trends))
        wait_until(lambda: _jobs(database) == 0)
        for trend in trends:
            assert_outcomes_published_once(trend)


def test_what_a_node_was_doing_when_it_was_killed_is_not_lost(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=False) as nodes:
        world = create_world()
        trend = create_decided_mass_report(schools=15, reports_each=5)
        with run_load(nodes.load_balancer.base_url, world) as load:
            # given a node in the middle of requests, and of telling many schools, and another beside it
            with lock_incident(database, trend.helpline, trend.incidents[tasks.CHUNK_SIZE + 20]):
                nodes.nodes[0].start_worker()
                wait_until(lambda: count_outcome_events(database) == tasks.CHUNK_SIZE)
                wait_until(lambda: list_waiting_backends(database) != [])
                nodes.nodes[1].start_worker()
                # when it is killed
                nodes.nodes[0].kill()
                before = len(load.acknowledged)
            # then the other takes its requests, and some seconds later its job
            wait_until(lambda: len(load.acknowledged) > before + 20)
            wait_until(lambda: count_outcome_events(database) == len(trend.incidents))
            wait_until(lambda: _jobs(database) == 0)
        load.assert_nothing_is_lost()
        assert_outcomes_published_once(trend)


def _jobs(database: Database) -> int:
    return _count(database, "select count(*) from procrastinate_jobs where queue_name = 'record'")


def _locks(database: Database) -> int:
    return _count(database, "select count(*) from pg_locks where locktype = 'advisory'")


def _count(database: Database, query: str) -> int:
    with psycopg.connect(database.app_url) as connection:
        return int(connection.execute(query).fetchall()[0][0])
