"""The complete schema of the first release."""

from __future__ import annotations

from migrations.baseline.environment import record_environment
from migrations.baseline.functions import create_functions
from migrations.baseline.roles import create_roles
from migrations.baseline.row_level_security import isolate_tables
from migrations.baseline.tables import create_job_tables, create_tables

revision = "0001_baseline"
down_revision = None


def upgrade() -> None:
    """Create roles, tables, row-level security and functions in an empty database."""
    create_roles()
    create_job_tables()
    create_tables()
    isolate_tables()
    create_functions()
    record_environment()
