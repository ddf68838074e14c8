"""A partner that is not written in Python, and has nothing of ours: it signs, asks and reads by the standards alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from services.sandbox.organisations import PLATFORM
from tests.journeys.conftest import Sandbox
from tests.journeys.test_story import play
from tests.support.markers import slow
from tests.support.required_programs import require_program

PARTNER = Path(__file__).with_name("partner.mjs")


@slow
def test_a_platform_written_in_javascript_reads_its_feed(played: Sandbox) -> None:
    """Given a story that was played; when the platform's own program reads its feed; then nothing is missing."""
    node = require_program("node")
    assert play(played.base_url, played.clients).returncode == 0

    told = _run(node, played)

    assert (told["first"], told["again"]) == (200, 401), "an assertion is good for one token"
    entries = told["entries"]
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert entries == played.caller(PLATFORM).get("/changes", limit=200).body["data"]
    assert entries


def _run(node: Path, played: Sandbox) -> dict[str, Any]:
    client = next(one for one in played.written()["clients"] if one["organisation_id"] == str(PLATFORM.id))
    given = json.dumps({"base_url": played.base_url, "client": client})
    done = subprocess.run([node, PARTNER], input=given, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
