"""Every command that README shows works as it stands, against the service that README starts."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.embedded_postgres.conftest import copy_checkout
from tests.embedded_postgres.running_service import run_service
from tests.support.databases import ROOT, copy_unconfigured_environment
from tests.support.markers import slow
from tests.support.required_programs import require_program

DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A request line or a call of curl: what a reader would send.
REQUEST = re.compile(r"\bcurl\b|^(GET|POST|PATCH|PUT|DELETE) /", re.MULTILINE)
# Codes and flags are the same in each run; ids, times, tokens and numbers are not.
CODE = re.compile(r"[a-z][a-z_]+(\.[a-z_]+)?|P[0-4]")
COMMANDS_SECONDS = 300
MARK = "end of block"


class Block(NamedTuple):
    """A fenced block of a document."""

    language: str
    text: str


class Command(NamedTuple):
    """A block of commands, and the shortened response that the document shows below it, if any."""

    text: str
    response: object


def list_blocks(document: Path) -> list[Block]:
    """Return the fenced blocks of a document."""
    return [Block(*found) for found in FENCE.findall(document.read_text())]


def list_commands() -> list[Command]:
    """Return the commands of README's story with their responses."""
    blocks = list_blocks(ROOT / "README.md")
    following = [*blocks[1:], Block("", "")]
    return [
        Command(block.text, json.loads(after.text) if after.language == "json" else None)
        for block, after in zip(blocks, following, strict=True)
        if block.language == "bash"
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_request_in_a_document_is_a_command_that_is_run(document: Path) -> None:
    """Given all documents, a block that shows a request is one of README's commands, which the next test runs."""
    commands = {command.text for command in list_commands()} if document.name == "README.md" else set()
    requests = [block.text for block in list_blocks(document) if REQUEST.search(block.text)]
    assert [text for text in requests if text not in commands] == []


def test_readme_shows_a_response_for_every_part_of_the_story() -> None:
    assert sum(command.response is not None for command in list_commands()) > 8


@pytest.fixture
def fresh_checkout(tmp_path: Path) -> Iterator[Path]:
    """A copy of the checkout, in which the service runs on a new sandbox; it shares the environment of this one."""
    checkout = copy_checkout(tmp_path / "checkout")
    (checkout / "var").mkdir()
    for environment in (ROOT / "var").glob("venv-*"):
        (checkout / "var" / environment.name).symlink_to(environment.resolve())
    with run_service(checkout):
        yield checkout


@slow
def test_the_commands_of_readme_give_the_responses_that_it_shows(fresh_checkout: Path) -> None:
    """Given a fresh sandbox; when all blocks run in one bash, in order; then each prints what README shows."""
    require_program("curl")
    commands = list_commands()
    script = "\n".join(["set -euo pipefail", *(f"{command.text}\necho; echo '{MARK}'" for command in commands)])
    result = subprocess.run(
        ["bash", "-c", script],
        cwd=fresh_checkout,
        env=copy_unconfigured_environment(),
        capture_output=True,
        text=True,
        timeout=COMMANDS_SECONDS,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    *outputs, rest = result.stdout.split(f"{MARK}\n")
    assert (len(outputs), rest) == (len(commands), "")
    for command, output in zip(commands, outputs, strict=True):
        if command.response is not None:
            assert_contains(json.loads(output), command.response, command.text)


def assert_contains(actual: object, shown: object, command: str) -> None:
    """Fail unless the response has the members, types, codes and flags of the shortened one."""
    if isinstance(shown, dict):
        assert isinstance(actual, dict), (command, actual)
        assert shown.keys() <= actual.keys(), (command, actual)
        for name, value in shown.items():
            assert_contains(actual[name], value, command)
    elif isinstance(shown, list):
        assert isinstance(actual, list), (command, actual)
        for value in shown:
            assert any(_is_contained(item, value) for item in actual), f"{command}\n{value}\nis not in\n{actual}"
    elif isinstance(shown, bool) or shown is None or (isinstance(shown, str) and CODE.fullmatch(shown)):
        assert actual == shown, (command, actual)
    else:
        assert type(actual) is type(shown), (command, actual)


def _is_contained(actual: object, shown: object) -> bool:
    """Return whether the response has what the shortened one shows."""
    try:
        assert_contains(actual, shown, "")
    except AssertionError:
        return False
    return True
