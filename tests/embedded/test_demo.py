"""Which service the story is played on. The story itself is told in tests/journeys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.embedded.processes import PATIENCE
from tests.embedded.served import Served
from tests.support.databases import plain_environment

# Stands for the story: says where it would have been played.
STORY = "import sys; print(sys.argv[sys.argv.index('--base-url') + 1]); sys.exit(7)"


def demo(checkout: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command, with a stand-in for the story."""
    story = checkout / "services" / "sandbox" / "story" / "__main__.py"
    story.write_text(STORY)
    command = [sys.executable, "-m", "services.embedded.demo"]
    environment = plain_environment() | variables
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=2 * PATIENCE, check=False
    )


def test_it_plays_where_the_clients_service_answers_and_exits_with_the_storys_status(served: Served) -> None:
    done = demo(served.checkout)
    assert done.stdout.splitlines() == [f"Playing on the service at {served.base_url}", served.base_url]
    assert done.returncode == 7


def test_it_does_not_play_on_the_service_of_another_checkout(served: Served, checkout: Path) -> None:
    clients = json.loads((served.checkout / "var" / "sandbox-clients.json").read_text())
    for client in clients["clients"]:
        client["client_secret"] = "of the same client in another database"
    (checkout / "var").mkdir()
    (checkout / "var" / "sandbox-clients.json").write_text(json.dumps(clients))

    done = demo(checkout)
    assert served.base_url not in done.stdout
    assert done.returncode == 7


def test_it_does_not_play_on_a_database_that_is_no_sandbox(checkout: Path) -> None:
    done = demo(checkout, DATABASE_URL="postgresql://web:canary@127.0.0.1:1/tarian")
    assert done.returncode == 1
    assert done.stderr.startswith("script/demo: the story is played in a sandbox only")
    assert done.stderr.count("\n") == 1
