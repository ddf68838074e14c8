"""Which service the story is played on. The story itself is told in tests/journeys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.embedded_postgres.demo import already_running
from tests.embedded_postgres.processes import PATIENCE
from tests.embedded_postgres.served import Served
from tests.support.databases import plain_environment

# Stands for the story: says where it would have been played.
STATUS = 7
STORY = f"import sys; print(sys.argv[sys.argv.index('--base-url') + 1]); sys.exit({STATUS})"


def demo(checkout: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command, with a stand-in for the story."""
    story = checkout / "services" / "sandbox" / "story" / "__main__.py"
    story.write_text(STORY)
    command = [sys.executable, "-m", "services.embedded_postgres.demo"]
    environment = plain_environment() | variables
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=2 * PATIENCE, check=False
    )


def test_it_plays_where_the_clients_service_answers_but_not_on_that_of_another_checkout(
    served: Served, tmp_path: Path
) -> None:
    done = demo(served.checkout)
    assert done.stdout.splitlines() == [f"Playing on the service at {served.base_url}", served.base_url]
    assert done.returncode == STATUS

    theirs = json.loads((served.checkout / "var" / "sandbox-clients.json").read_text())
    for client in theirs["clients"]:
        client["client_secret"] = "of the same client in another database"
    (tmp_path / "clients.json").write_text(json.dumps(theirs))
    assert already_running(tmp_path / "clients.json") is None


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"base_url": "http://127.0.0.1:1", "clients": []}'])
def test_a_file_of_clients_that_leads_nowhere_is_no_service(tmp_path: Path, written: str) -> None:
    (tmp_path / "clients.json").write_text(written)
    assert already_running(tmp_path / "clients.json") is None


def test_it_does_not_play_on_a_database_that_is_no_sandbox(checkout: Path) -> None:
    done = demo(checkout, DATABASE_URL="postgresql://web:canary@127.0.0.1:1/tarian")
    assert done.returncode == 1
    assert done.stderr.startswith("script/demo: the story is played in a sandbox only")
    assert done.stderr.count("\n") == 1
