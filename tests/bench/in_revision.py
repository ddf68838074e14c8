"""The part of the benchmark that runs with the code of a revision; see revision.py, which executes this text there.

It imports only what every measured revision has. Commands: `load` reads orders from standard input and answers each
with the organisations; `web FD APPLICATION` and `worker` run a process of the service.
"""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import sys
from uuid import UUID

from joserfc.jwk import ECKey

from services.embedded_postgres import processes


def main() -> int:
    """Run the command on the command line and return its exit status."""
    match sys.argv[1:]:
        case ["load"]:
            return load_databases()
        case ["web", fd, application]:
            listener = socket.socket(fileno=int(fd))
            return processes.start_web(listener, os.environ, application=application).wait()
        case ["worker"]:
            return processes.start_worker(os.environ).wait()
    return 2


def load_databases() -> int:
    """Insert incidents into the database of each order: an object with database, environment, first and last number.

    The first database also gets the organisations. Each later one is a copy of the one before.
    """
    from tests.bench.bulk_load import load_incidents
    from tests.bench.organisations import create_organisations
    from tests.support.databases import Database, set_environment

    organisations = None
    for line in sys.stdin:
        order = json.loads(line)
        with set_environment(order["environment"]):
            organisations = organisations or create_organisations()
        with set_environment(order["environment"]):
            load_incidents(Database(**order["database"]), organisations, order["first"], order["last"])
        sys.stdout.write(json.dumps(organisations, default=to_json) + "\n")
        sys.stdout.flush()
    return 0


def to_json(value: object) -> object:
    """Return a dataclass, an id or a private key as JSON can hold it."""
    match value:
        case UUID():
            return str(value)
        case ECKey():
            return value.as_dict(private=True)
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
