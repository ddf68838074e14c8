"""The default database: an embedded PostgreSQL from a wheel, used when `DATABASE_URL` is not set."""

from services.embedded_postgres.cluster import Cluster, start_cluster
from services.embedded_postgres.errors import StartupError

__all__ = ["Cluster", "StartupError", "start_cluster"]
