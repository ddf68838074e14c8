"""One table, to see whether what was written is still there."""

from __future__ import annotations

import psycopg

from services.embedded_postgres import Cluster


def write(cluster: Cluster, value: int) -> None:
    with psycopg.connect(cluster.url("owner")) as connection:
        connection.execute("create table if not exists kept (value int)")
        connection.execute("insert into kept values (%s)", [value])


def read(cluster: Cluster) -> list[int]:
    with psycopg.connect(cluster.url("owner")) as connection:
        return [value for (value,) in connection.execute("select value from kept order by value")]
