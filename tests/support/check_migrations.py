"""`python -m tests.support.check_migrations`: migrate an empty database and compare it with the models."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from services.embedded_postgres import start_cluster
from tests.support.databases import ROOT


def main() -> int:
    """Return the exit status of the first command that fails, or 0."""
    with tempfile.TemporaryDirectory() as directory:
        cluster = start_cluster(Path(directory), throwaway=True)
        try:
            environment = os.environ | {"MIGRATION_DATABASE_URL": cluster.url("owner")}
            for command in ("upgrade", "check"):
                if status := subprocess.call([sys.executable, "-m", "migrations", command], cwd=ROOT, env=environment):
                    return status
        finally:
            cluster.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
