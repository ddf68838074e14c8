"""The week of the reports with 4 schools in place of 37: no figure, and no sign that there could be one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.sandbox.organisations import GOVERNMENT, NATION
from services.sandbox.story.expectations import Unexpected
from services.sandbox.story.roles.government import Government
from tests.conftest import Service
from tests.journeys.conftest import iso_week, opened, week_of_reports
from tests.support.databases import Database


def test_without_thirty_three_of_them_the_same_release_is_suppressed(
    database: Database, service: Service, tmp_path: Path
) -> None:
    """Given 4 schools only; when their week is asked for; then it looks like a week that was never published."""
    with opened(database, service, tmp_path / "clients.json", "--background-schools", "4") as few:
        caller = few.caller(GOVERNMENT)
        release = caller.get("/changes", types="release.published", limit=200).body["data"]
        assert any(iso_week(date.fromisoformat(entry["data"]["week"])) == week_of_reports() for entry in release)
        for platform in ("all", "tiktok", "youtube"):
            figure = caller.get("/statistics", nation=NATION, week=week_of_reports(), platform=platform).body
            unpublished = caller.get("/statistics", nation=NATION, week="2020-W01", platform=platform).body
            assert (figure["count"], figure["suppressed"]) == (None, True)
            assert {**figure, "week": ""} == {**unpublished, "week": ""}
        actor = Government(caller)
        actor.sign_in()
        with pytest.raises(Unexpected, match="too few schools"):
            actor.ask_for_past_weeks()
