"""Installs the npm packages that a test needs, as its lock file says, outside the source tree."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp

from tests.support.required_programs import require_program, skip_or_fail

VAR = Path(__file__).parents[2] / "var"
FILES = ("package.json", "package-lock.json", ".npmrc")
INSTALL_SECONDS = 300


def install_npm_packages(folder: Path) -> Path:
    """Return the folder whose node_modules holds the packages that the lock file in `folder` lists.

    Skip the test, or fail it in CI, when they cannot be installed.
    """
    content = b"".join((folder / name).read_bytes() for name in FILES)
    installed = VAR / f"npm-{hashlib.sha256(content).hexdigest()[:12]}"
    if not installed.exists():
        VAR.mkdir(exist_ok=True)
        unfinished = Path(mkdtemp(prefix="npm-", dir=VAR))
        _install(folder, unfinished)
        # Another run may have finished first; its packages are the same.
        if installed.exists():
            shutil.rmtree(unfinished)
        else:
            unfinished.rename(installed)
    return installed


def _install(folder: Path, target: Path) -> None:
    npm = require_program("npm")
    for name in FILES:
        shutil.copy(folder / name, target)
    command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    result = subprocess.run(
        command, cwd=target, capture_output=True, text=True, timeout=INSTALL_SECONDS, stdin=subprocess.DEVNULL
    )
    if result.returncode != 0:
        shutil.rmtree(target)
        # The whole output names the registry; the first line has the reason.
        skip_or_fail(f"npm cannot install the packages of {folder.name}: {result.stderr.strip().splitlines()[:1]}")
