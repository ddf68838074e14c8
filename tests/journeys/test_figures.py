"""With too few schools, published statistics are suppressed and look like those of a week without a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.sandbox.organisations import BACKGROUND_NATION, GOVERNMENT
from services.sandbox.story.expectations import ExpectationFailed
from services.sandbox.story.roles.government import Government
from tests.conftest import StartService
from tests.journeys.conftest import format_week, reporting_week, run_sandbox
from tests.support.databases import Database


def test_the_figures_of_four_schools_are_suppressed(
    database: Database, start_service: StartService, tmp_path: Path
) -> None:
    """Given reports of 4 schools only; when their week is queried; then it looks like a week without a release."""
    week = reporting_week()
    with run_sandbox(database, start_service, tmp_path / "clients.json", "--background-schools", "4") as sandbox:
        client = sandbox.sign_in(GOVERNMENT)
        releases = client.get("/changes", types="release.published", limit=200).body["data"]
        assert any(format_week(date.fromisoformat(entry["data"]["week"])) == week for entry in releases)
        for platform in ("all", "tiktok", "youtube"):
            figure = client.get("/statistics", nation=BACKGROUND_NATION, week=week, platform=platform).body
            unpublished = client.get("/statistics", nation=BACKGROUND_NATION, week="2020-W01", platform=platform).body
            assert (figure["count"], figure["suppressed"]) == (None, True)
            assert {**figure, "week": ""} == {**unpublished, "week": ""}
        government = Government(client)
        government.sign_in()
        with pytest.raises(ExpectationFailed, match="too few schools"):
            government.query_past_weeks()
