"""Programs that a few long tests need and no lock file can bring. Missing: a skip that is seen, in CI a failure."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

# Under which names systems have what is not everywhere called the same.
COMMAND_NAMES = {
    "node": ("node", "nodejs"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
# Where packages put servers, which is not on everybody's path.
EXTRA_DIRECTORIES = ("/usr/sbin", "/usr/local/sbin")
NOT_TESTED = "NOT TESTED"


def require_program(program: str) -> Path:
    """Where the program is."""
    path = os.pathsep.join((os.environ.get("PATH", os.defpath), *EXTRA_DIRECTORIES))
    for name in COMMAND_NAMES.get(program, (program,)):
        if found := shutil.which(name, path=path):
            return Path(found)
    reason = f"{NOT_TESTED}: {program} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and CI must have it", pytrace=False)
    pytest.skip(reason)


def list_missing_programs(terminal: pytest.TerminalReporter) -> list[str]:
    """What was skipped for want of a program, for the end of the output."""
    reasons = [report.longrepr[2] for report in terminal.stats.get("skipped", ()) if isinstance(report.longrepr, tuple)]
    return sorted({reason.removeprefix("Skipped: ") for reason in reasons if NOT_TESTED in reason})
