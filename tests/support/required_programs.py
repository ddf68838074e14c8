"""Programs that some tests need. A missing one skips the test with a visible message; in CI it fails the test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

# The commands of programs whose name differs between distributions.
COMMAND_NAMES = {
    "node": ("node", "nodejs"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
# Distributions install servers here, outside the PATH of most accounts.
EXTRA_DIRECTORIES = ("/usr/sbin", "/usr/local/sbin")
NOT_TESTED = "NOT TESTED"


def require_program(program: str) -> Path:
    """Return the path of the program; skip the test, or fail it in CI, when it is not installed."""
    search_path = os.pathsep.join((os.environ.get("PATH", os.defpath), *EXTRA_DIRECTORIES))
    paths = (shutil.which(name, path=search_path) for name in COMMAND_NAMES.get(program, (program,)))
    executable = next(filter(None, paths), None)
    if executable is None:
        skip_or_fail(f"{program} is not installed")
    return Path(executable)


def skip_or_fail(reason: str) -> NoReturn:
    """Skip the test with a visible message, or fail it in CI, because something from outside is missing."""
    if os.environ.get("CI"):
        pytest.fail(f"{NOT_TESTED}: {reason}, and CI must have it", pytrace=False)
    pytest.skip(f"{NOT_TESTED}: {reason}")


def list_missing_programs(terminal: pytest.TerminalReporter) -> list[str]:
    """Return the reasons of the tests that were skipped because a program is missing."""
    reasons = [report.longrepr[2] for report in terminal.stats.get("skipped", ()) if isinstance(report.longrepr, tuple)]
    return sorted({reason.removeprefix("Skipped: ") for reason in reasons if NOT_TESTED in reason})
