"""The service as `script/server` runs it: it survives the death of its parts, and leaves nothing behind."""

from __future__ import annotations

import os
import signal

from services.embedded_postgres.processes import is_ready
from tests.embedded_postgres.processes import PATIENCE, alive, eventually
from tests.embedded_postgres.served import Served


def test_its_parts_come_back_when_killed_and_a_signal_ends_it_in_good_order(served: Served) -> None:
    before = served.parts()
    os.kill(before["postgres"], signal.SIGKILL)
    os.kill(before["-m worker"], signal.SIGKILL)

    eventually(lambda: served.parts().keys() == before.keys() and is_ready(served.base_url))
    after = served.parts()
    assert {name for name in before if before[name] != after[name]} == {"postgres", "-m worker"}

    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(PATIENCE) == 0
    assert not any(alive(pid) for pid in after.values())


def test_without_the_web_server_all_ends(served: Served) -> None:
    parts = served.parts()
    os.kill(parts["gunicorn"], signal.SIGKILL)
    assert served.process.wait(PATIENCE) == 1
    assert not any(alive(pid) for pid in parts.values())


def test_kill_9_leaves_nothing_running(served: Served) -> None:
    parts = served.parts()
    served.process.kill()
    eventually(lambda: not any(alive(pid) for pid in parts.values()))
