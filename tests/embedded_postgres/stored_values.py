"""Write values to a table and read them back, to see whether a cluster kept them."""

from __future__ import annotations

import psycopg

from services.embedded_postgres import Cluster


def write_value(cluster: Cluster, value: int) -> None:
    """Insert a value and commit."""
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("create table if not exists stored_value (value int)")
        connection.execute("insert into stored_value values (%s)", [value])


def read_values(cluster: Cluster) -> list[int]:
    """Return all values in ascending order."""
    with psycopg.connect(cluster.url("owner")) as connection:
        return [value for (value,) in connection.execute("select value from stored_value order by value")]
