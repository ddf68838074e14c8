"""Two nodes on one database behind a pooler work as one service, and killing one loses nothing."""

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

MANY_INCIDENTS = MANY_REQUESTS = 60
JOBS = "select count(*) from procrastinate_jobs where queue_name = 'record'"
ADVISORY_LOCKS = "select count(*) from pg_locks where locktype = 'advisory'"

pytestmark = slow


def test_the_story_runs_over_two_nodes(database: Database, pooler_url: str, tmp_path: Path) -> None:
    clients = ["--clients", str(tmp_path / "clients.json")]
    with run_two_nodes(database, pooler_url, workers=True) as nodes:
        # given a sandbox, filled twice through the pooler
        for _ in range(2):
            sandbox.main(clients)
        # when the story is played twice, with its requests to both nodes in turn
        for _ in range(2):
            command = [sys.executable, "-m", "services.sandbox.story", "--base-url", nodes.load_balancer.base_url]
            story = subprocess.run(
                [*command, *clients],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                timeout=200,
            )
            # then it succeeds
            assert story.returncode == 0, story.stdout + story.stderr
        # and each node has served half of the requests, and no advisory lock is left
        first, second = (nodes.load_balancer.responses[node.base_url] for node in nodes.nodes)
        assert first > MANY_REQUESTS
        assert abs(first - second) <= 1
        assert select_count(database, ADVISORY_LOCKS) == 0


def test_two_nodes_write_one_feed_in_one_order(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=True) as nodes:
        with run_load(nodes.load_balancer.base_url, create_world()) as load:
            wait_until(lambda: len(load.acknowledged) > MANY_INCIDENTS)
        assert not any(client.retries for client in load.clients)
        load.assert_nothing_is_lost()


def test_two_workers_share_the_jobs_and_publish_each_outcome_once(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=False) as nodes:
        # given three decisions whose outcomes are to be published
        mass_reports = [create_decided_mass_report(schools=8, reports_each=2) for _ in range(3)]
        outcomes = sum(len(mass_report.incidents) for mass_report in mass_reports)
        # when both workers start
        for node in nodes.nodes:
            node.start_worker()
        # then every outcome is published once
        wait_until(lambda: count_outcome_events(database) >= outcomes)
        wait_until(lambda: select_count(database, JOBS) == 0)
        for mass_report in mass_reports:
            assert_outcomes_published_once(mass_report)


def test_the_requests_and_jobs_of_a_killed_node_are_completed_by_the_other(database: Database, pooler_url: str) -> None:
    with run_two_nodes(database, pooler_url, workers=False) as nodes:
        world = create_world()
        mass_report = create_decided_mass_report(schools=15, reports_each=9)
        with run_load(nodes.load_balancer.base_url, world) as load:
            # given a node that serves requests and is in the middle of a job, and a second node
            with lock_incident(database, mass_report.helpline, mass_report.incidents[tasks.CHUNK_SIZE + 20]):
                nodes.nodes[0].start_worker()
                wait_until(lambda: count_outcome_events(database) == tasks.CHUNK_SIZE)
                wait_until(lambda: list_waiting_backends(database) != [])
                nodes.nodes[1].start_worker()
                # when the first node is killed
                nodes.nodes[0].kill()
                before = len(load.acknowledged)
            # then the second serves all requests, and completes the job some seconds later
            wait_until(lambda: len(load.acknowledged) > before + 20)
            wait_until(lambda: count_outcome_events(database) == len(mass_report.incidents))
            wait_until(lambda: select_count(database, JOBS) == 0)
        load.assert_nothing_is_lost()
        assert_outcomes_published_once(mass_report)


def select_count(database: Database, query: str) -> int:
    """Return the number that the query selects."""
    with psycopg.connect(database.app_url) as connection:
        return int(connection.execute(query).fetchall()[0][0])
