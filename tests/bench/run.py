"""From an empty cluster to the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from services.embedded_postgres import Cluster
from services.embedded_postgres.serve import VAR
from tests.bench import cast, cluster, fan_out, filling
from tests.bench.cast import Cast
from tests.bench.measuring import Line, measure
from tests.bench.site import opened
from tests.bench.warming import warm
from tests.support.databases import create_template_database, set_environment

LOG = VAR / "bench.log"
Say = Callable[[str], None]


def run(folder: Path, sizes: Sequence[int], rounds: int, say: Say) -> tuple[list[Line], str]:
    """The lines of the table, and the sentence about the fan-out, which is measured on the smallest database."""
    with cluster.running(folder) as filled:
        everybody = _fill(filled, sizes, say)
    cluster.tune(folder)
    with cluster.running(folder) as rested, ExitStack() as stack:
        log = stack.enter_context(LOG.open("wb"))
        sites = [
            stack.enter_context(opened(rested, cluster.database(rested, _name(size)), everybody, size, log))
            for size in sizes
        ]
        say("warming up")
        for site in sites:
            warm(site.database)
        lines = measure(sites, rounds, say)
        say("fan-out of one decision")
        return lines, fan_out.measure(sites[0])


def _fill(filled: Cluster, sizes: Sequence[int], say: Say) -> Cast:
    """One database after the other, each a grown copy of the one before. All have the same organisations and keys."""
    template, done = create_template_database(filled), 0
    everybody: Cast | None = None
    for size in sizes:
        filled.create_database(_name(size), template)
        database = cluster.database(filled, _name(size))
        with set_environment(database.environment):
            say(f"filling a database with {size:,} incidents")
            everybody = everybody or cast.make()
        with set_environment(database.environment):
            filling.fill(database, everybody, done + 1, size)
        template, done = _name(size), size
    if everybody is None:
        raise ValueError("no sizes")
    return everybody


def _name(size: int) -> str:
    return f"bench_{size}"
