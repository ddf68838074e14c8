"""The pages in a browser: nothing is broken or inaccessible, and what they tell a developer to do works."""

from __future__ import annotations

import html
import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import TypedDict

import pytest
import requests

from services.sandbox.organisations import SCHOOL
from tests.journeys.conftest import RunningSandbox
from tests.support.markers import slow
from tests.support.npm_packages import install_npm_packages
from tests.support.required_programs import require_program

BROWSER_CHECKS = Path(__file__).with_name("browser")
PATHS = ("/", "/docs", "/problems", "/problems/invalid", "/no-such-page")
CHECK_SECONDS = 900
REQUEST_SECONDS = 60


class ShownResponse(TypedDict):
    """The response to a request that the API reference sent, and the text that it showed."""

    status: int
    body: dict[str, object]
    shown: str


class Report(TypedDict):
    """The output of check_pages.mjs."""

    findings: list[str]
    tryOut: ShownResponse
    repeatedPosts: list[ShownResponse]


@pytest.fixture(scope="module")
def report(sandbox: RunningSandbox) -> Report:
    """The result of opening all pages in Chromium, in two widths and two colour schemes."""
    node, chromium = require_program("node"), require_program("chromium")
    arguments = {
        "baseUrl": sandbox.base_url,
        "chromium": str(chromium),
        "modules": str(install_npm_packages(BROWSER_CHECKS)),
        "paths": PATHS,
        "client": sandbox.find_client(SCHOOL),
    }
    command = [node, BROWSER_CHECKS / "check_pages.mjs"]
    result = subprocess.run(command, input=json.dumps(arguments), capture_output=True, text=True, timeout=CHECK_SECONDS)
    assert result.returncode == 0, result.stderr
    content: Report = json.loads(result.stdout)
    return content


@slow
def test_the_browser_and_axe_find_nothing_wrong_with_any_page(report: Report) -> None:
    """Given all pages; when a browser and axe-core look at them; then there is no error, no request to another host,
    no line that is too wide, and nothing inaccessible."""
    assert report["findings"] == []


@slow
def test_the_api_reference_executes_a_request_with_a_sandbox_client(report: Report) -> None:
    """Given a school's client; when it is entered and GET /v1/me is executed; then the response is shown."""
    response = report["tryOut"]
    assert response["status"] == 200
    assert response["body"]["organisation"]["id"] == str(SCHOOL.id)  # type: ignore[index]
    assert json.loads(response["shown"]) == response["body"]


@slow
def test_the_api_reference_sends_each_example_with_a_fresh_idempotency_key(report: Report) -> None:
    """Given the example of a report; when it is executed twice unchanged; then there are two incidents."""
    first, second = report["repeatedPosts"]
    assert (first["status"], second["status"]) == (201, 201), first["shown"]
    assert first["body"]["id"] != second["body"]["id"]


@slow
def test_the_quick_start_of_the_home_page_works(sandbox: RunningSandbox) -> None:
    """Given a school's client; when the commands of the home page are run; then they print who the client is."""
    require_program("curl")
    page = requests.get(sandbox.base_url, timeout=REQUEST_SECONDS).text
    client = sandbox.find_client(SCHOOL)
    placeholders, *commands = (html.unescape(code) for code in re.findall(r"<pre><code>(.*?)</code></pre>", page, re.S))
    assert placeholders == "CLIENT_ID='...'\nCLIENT_SECRET='...'"

    assignments = [
        f"CLIENT_ID={shlex.quote(client['client_id'])}",
        f"CLIENT_SECRET={shlex.quote(client['client_secret'])}",
    ]
    script = "\n".join(["set -euo pipefail", *assignments, *commands])
    result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=REQUEST_SECONDS)

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["organisation"]["id"] == str(SCHOOL.id)
