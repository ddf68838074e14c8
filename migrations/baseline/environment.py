"""The environment that a database belongs to."""

from __future__ import annotations

import os

from alembic import op


def record_environment() -> None:
    """Store TARIAN_ENVIRONMENT: a service with another value refuses to start with this database."""
    environment = "sandbox" if os.environ.get("TARIAN_ENVIRONMENT") == "sandbox" else "production"
    op.execute(f"insert into installation (id, environment) values (1, '{environment}')")
