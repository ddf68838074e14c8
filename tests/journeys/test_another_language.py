"""A partner's program in another language, which uses none of our code, can sign in and read its feed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TypedDict

from services.sandbox.organisations import PLATFORM
from services.sandbox.story.feed import FeedEntry
from tests.journeys.conftest import RunningSandbox
from tests.journeys.test_story import run_story
from tests.support.markers import slow
from tests.support.required_programs import require_program

PROGRAM = Path(__file__).with_name("partner.mjs")


class Result(TypedDict):
    """The output of the program: the statuses of two token requests with one assertion, and the feed."""

    first_status: int
    second_status: int
    entries: list[FeedEntry]


@slow
def test_a_javascript_program_of_a_platform_reads_its_feed(sandbox: RunningSandbox) -> None:
    """Given a completed story; when the platform's program reads its feed; then it gets every entry."""
    node = require_program("node")
    assert run_story(sandbox.base_url, sandbox.clients_file).returncode == 0

    result = _run_program(node, sandbox)

    statuses = (result["first_status"], result["second_status"])
    assert statuses == (200, 401), "an assertion is accepted only once"
    entries = result["entries"]
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries == sandbox.sign_in(PLATFORM).get("/changes", limit=200).body["data"]
    assert entries


def _run_program(node: Path, sandbox: RunningSandbox) -> Result:
    """Run the program as the client of the platform and return its output."""
    setup = json.dumps({"base_url": sandbox.base_url, "client": sandbox.find_client(PLATFORM)})
    process = subprocess.run([node, PROGRAM], input=setup, capture_output=True, text=True, timeout=60, check=True)
    result: Result = json.loads(process.stdout)
    return result
