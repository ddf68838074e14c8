"""The default database: a PostgreSQL of our own, started from the binaries of a wheel when nobody names a server."""

from services.embedded_postgres.cluster import Cluster, start
from services.embedded_postgres.errors import Unavailable

__all__ = ["Cluster", "Unavailable", "start"]
