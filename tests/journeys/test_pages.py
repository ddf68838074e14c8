"""The few pages, as a browser shows them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

from api.problems import PROBLEMS
from tests.conftest import StartService
from tests.support.databases import Database
from tests.support.markers import slow
from tests.support.required_programs import require_program

PATIENCE = 60


@slow
@pytest.mark.parametrize("path", ["/problems", "/problems/not_found"])
def test_a_page_is_whole_without_anything_from_elsewhere(
    start_service: StartService, database: Database, tmp_path: Path, path: str
) -> None:
    """Given a browser; when it opens the page; then it complains of nothing, and asks nobody else."""
    chromium = require_program("chromium")
    with start_service(database, job_worker=False) as running:
        shown = _opened(chromium, running.base_url + path, tmp_path)
        (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', shown.stdout)
        rules = requests.get(urljoin(running.base_url, sheet), timeout=PATIENCE)

    assert "<h1" in shown.stdout
    assert "CONSOLE" not in shown.stderr, "the browser complained"
    assert rules.headers["Content-Type"].startswith("text/css")
    if path == "/problems":
        assert all(code in shown.stdout for code in PROBLEMS)


def _opened(chromium: Path, address: str, folder: Path) -> subprocess.CompletedProcess[str]:
    # A browser refuses to sandbox itself for root. Every name but the loopback leads nowhere.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    alone = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={folder}"]
    quiet = ["--headless=new", "--disable-gpu", "--no-first-run", "--enable-logging=stderr"]
    command = [str(chromium), *sandbox, *alone, *quiet, "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
