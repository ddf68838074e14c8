"""The code of a revision: the present one, or an earlier one in a temporary folder."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from services.embedded_postgres import Cluster
from services.embedded_postgres.child_process import start_child_process
from services.embedded_postgres.environment import drop_privileged
from services.embedded_postgres.errors import StartupError
from services.embedded_postgres.serve import VAR
from tests.bench.organisations import BenchOrganisations, read_organisations
from tests.support.databases import Database

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("in_revision.py")
LOCK_FILE = "requirements.lock"
# Adds the incidents with these numbers to a database, and returns the organisations.
LoadIncidents = Callable[[Database, int, int], BenchOrganisations]


@dataclass(frozen=True, slots=True)
class Revision:
    """The root of a checkout, and an interpreter that has the packages of its lock file."""

    root: Path
    python: str

    def create_template(self, cluster: Cluster, name: str) -> None:
        """Create a database with the migrations of this revision."""
        cluster.create_database(name)
        variables = {"MIGRATION_DATABASE_URL": cluster.url("owner", name), "TARIAN_ENVIRONMENT": "sandbox"}
        command = [self.python, "-m", "migrations"]
        if subprocess.run(command, cwd=self.root, env=os.environ | variables, check=False).returncode:
            raise StartupError("the migrations of the revision fail; the reason is printed above")

    @contextmanager
    def open_loader(self) -> Iterator[LoadIncidents]:
        """Yield a function that loads incidents with the code of this revision, into one database after the other."""
        with subprocess.Popen(
            self._command("load"), cwd=self.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            orders, answers = process.stdin, process.stdout
            assert orders is not None
            assert answers is not None

            def load_incidents(database: Database, first: int, last: int) -> BenchOrganisations:
                """Send one order and wait for the answer."""
                order = {"database": asdict(database), "environment": database.environment}
                orders.write(json.dumps({**order, "first": first, "last": last}) + "\n")
                orders.flush()
                if not (answer := answers.readline()):
                    raise StartupError("the bulk load of the revision fails; the reason is printed above")
                return read_organisations(json.loads(answer))

            yield load_incidents

    def start_web(
        self, listener: socket.socket, environment: Mapping[str, str], application: str, output: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start a web server on a bound socket, as this revision does it."""
        command = self._command("web", str(listener.fileno()), application)
        environment = drop_privileged(environment)
        return start_child_process(command, env=environment, cwd=self.root, output=output, pass_fds=[listener.fileno()])

    def start_worker(self, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start a job worker, as this revision does it."""
        return start_child_process(self._command("worker"), env=drop_privileged(environment), cwd=self.root)

    def _command(self, *arguments: str) -> list[str]:
        """Return the command line that runs the program with the code of this revision."""
        return [self.python, "-c", PROGRAM.read_text(), *arguments]


PRESENT = Revision(ROOT, sys.executable)


@contextmanager
def check_out(name: str) -> Iterator[Revision]:
    """Yield an earlier revision in a temporary folder, with an environment for its lock file.

    Raises:
        StartupError: git does not know the revision, or its packages cannot be installed.
    """
    commit = _find_commit(name)
    VAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"revision-{commit[:12]}-", dir=VAR) as folder:
        root = Path(folder)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x"], cwd=root, input=archive, check=True)
        # Environments are in var, by the content of their lock files.
        (root / "var").symlink_to(VAR)
        yield Revision(root, _create_environment(root))


def _find_commit(name: str) -> str:
    """Return the hash of a commit."""
    command = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise StartupError("git is needed for an earlier revision") from None
    if result.returncode != 0:
        raise StartupError(f"git does not know the revision {name} here; a shallow clone has no history")
    return result.stdout.strip()


def _create_environment(root: Path) -> str:
    """Return the interpreter of an environment with the packages of the revision's lock file, if need be a new one."""
    if (root / LOCK_FILE).read_bytes() == (ROOT / LOCK_FILE).read_bytes():
        return sys.executable
    command = [sys.executable, "-I", "script/.environment.py", "script/bench", LOCK_FILE]
    result = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        raise StartupError("the packages of the revision cannot be installed; the reason is printed above")
    return result.stdout.strip()
