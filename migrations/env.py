"""Alembic's environment: runs the migrations as the owner of the tables, with timeouts.

A migration that waits for a lock blocks the service's queries behind it, so it gives up soon.
"""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import create_engine

# Imported for the tables that they add to the metadata.
import auth.models  # noqa: F401
import services.models
import services.models.idempotency
from services.core.settings import to_driver_url

LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "300s"


def is_compared_with_models(_item: object, name: str | None, item_type: str, _reflected: bool, _other: object) -> bool:
    """Return False for the tables of the job queue, which have no models."""
    return not (item_type == "table" and (name or "").startswith("procrastinate_"))


def run_migrations() -> None:
    """Run each migration in its own transaction, all on one connection."""
    options = f"-c lock_timeout={LOCK_TIMEOUT} -c statement_timeout={STATEMENT_TIMEOUT}"
    url = to_driver_url(os.environ["MIGRATION_DATABASE_URL"])
    engine = create_engine(url, hide_parameters=True, connect_args={"options": options})
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=services.models.Base.metadata,
            include_object=is_compared_with_models,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run_migrations()
