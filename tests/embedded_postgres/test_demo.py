"""The service that `script/demo` chooses for the story. The story itself is tested in tests/journeys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.embedded_postgres.demo import find_running_service
from tests.embedded_postgres.processes import TIMEOUT_SECONDS
from tests.embedded_postgres.running_service import RunningService
from tests.support.databases import copy_unconfigured_environment

# Replaces the story: it prints the base URL that it got.
STORY_STATUS = 7
STORY_PROGRAM = f"import sys; print(sys.argv[sys.argv.index('--base-url') + 1]); sys.exit({STORY_STATUS})"


def run_demo(checkout: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the demo in a checkout, with STORY_PROGRAM in place of the story."""
    story = checkout / "services" / "sandbox" / "story" / "__main__.py"
    story.write_text(STORY_PROGRAM)
    command = [sys.executable, "-m", "services.embedded_postgres.demo"]
    return subprocess.run(
        command,
        cwd=checkout,
        env=copy_unconfigured_environment() | variables,
        capture_output=True,
        text=True,
        timeout=2 * TIMEOUT_SECONDS,
        check=False,
    )


def test_the_running_service_of_this_checkout_is_used_but_not_that_of_another(
    running_service: RunningService, tmp_path: Path
) -> None:
    result = run_demo(running_service.checkout)
    base_url = running_service.base_url
    assert result.stdout.splitlines() == [f"Using the running service at {base_url}", base_url]
    assert result.returncode == STORY_STATUS

    other_clients = json.loads((running_service.checkout / "var" / "sandbox-clients.json").read_text())
    for client in other_clients["clients"]:
        client["client_secret"] = "of the same client in another database"
    (tmp_path / "clients.json").write_text(json.dumps(other_clients))
    assert find_running_service(tmp_path / "clients.json") is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"base_url": "http://127.0.0.1:1", "clients": []}'])
def test_an_invalid_or_outdated_file_of_clients_names_no_running_service(tmp_path: Path, content: str) -> None:
    (tmp_path / "clients.json").write_text(content)
    assert find_running_service(tmp_path / "clients.json") is None


def test_the_demo_refuses_a_database_that_is_not_declared_a_sandbox(checkout: Path) -> None:
    result = run_demo(checkout, DATABASE_URL="postgresql://web:canary@127.0.0.1:1/tarian")
    assert result.returncode == 1
    assert result.stderr.startswith("script/demo: the story runs in a sandbox only")
    assert result.stderr.count("\n") == 1
