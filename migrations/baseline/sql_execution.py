"""Execution of SQL."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from alembic import op


def execute_file(path: Path) -> None:
    """Execute all statements of a file in the transaction of the migration."""
    execute_sql(path.read_text())


def execute_sql(statements: str) -> None:
    """Execute statements as they are: SQLAlchemy would read their colons and percent signs as parameters."""
    with closing(op.get_bind().connection.cursor()) as cursor:
        cursor.execute(statements)
