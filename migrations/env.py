"""Runs the steps as the owner of the tables, giving way to the service rather than holding it up."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import create_engine

# Imported for the tables that they add to the metadata.
import auth.models  # noqa: F401
import services.models
import services.models.idempotency
from services.core.settings import to_driver_url

LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "300s"


def ours(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """The job library keeps its own tables."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def run() -> None:
    """Each step in a transaction of its own, on one connection."""
    options = f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT}"
    address = to_driver_url(os.environ["MIGRATION_DATABASE_URL"])
    engine = create_engine(address, hide_parameters=True, connect_args={"options": options})
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=services.models.Base.metadata,
            include_object=ours,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
