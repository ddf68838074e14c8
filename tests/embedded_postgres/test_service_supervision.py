"""The service as `script/server` runs it restarts parts that end, and leaves no process behind."""

from __future__ import annotations

import os
import signal

from services.embedded_postgres.processes import is_ready
from tests.embedded_postgres.processes import TIMEOUT_SECONDS, is_alive, wait_until
from tests.embedded_postgres.running_service import RunningService


def test_killed_database_and_worker_restart_and_sigterm_stops_all_parts(running_service: RunningService) -> None:
    before = running_service.process_ids()
    os.kill(before["postgres"], signal.SIGKILL)
    os.kill(before["-m worker"], signal.SIGKILL)

    wait_until(
        lambda: running_service.process_ids().keys() == before.keys() and is_ready(running_service.base_url),
    )
    after = running_service.process_ids()
    assert {name for name in before if before[name] != after[name]} == {"postgres", "-m worker"}

    running_service.process.send_signal(signal.SIGTERM)
    assert running_service.process.wait(TIMEOUT_SECONDS) == 0
    assert not any(is_alive(pid) for pid in after.values())


def test_the_service_ends_when_its_web_server_is_killed(running_service: RunningService) -> None:
    pids = running_service.process_ids()
    os.kill(pids["gunicorn"], signal.SIGKILL)
    assert running_service.process.wait(TIMEOUT_SECONDS) == 1
    assert not any(is_alive(pid) for pid in pids.values())


def test_no_part_survives_a_killed_supervisor(running_service: RunningService) -> None:
    pids = running_service.process_ids()
    running_service.process.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in pids.values()))
