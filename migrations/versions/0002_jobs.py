"""The job library's own schema (procrastinate 3.10), as it shipped; kept here so that a later library changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import op

revision = "0002_jobs"
down_revision = "0001_roles"

GRANTS = """
do $$ declare made record; begin
  for made in select tablename from pg_tables where schemaname = 'public' and tablename like 'procrastinate\\_%' loop
    execute format('grant select, insert, update, delete on %I to tarian_app', made.tablename);
  end loop;
  for made in select sequencename from pg_sequences where schemaname = 'public' and sequencename like 'procrastinate\\_%' loop
    execute format('grant usage on sequence %I to tarian_app', made.sequencename);
  end loop;
end $$
"""


def upgrade() -> None:
    """Run the file on the driver's own connection: it holds percent signs and many statements."""
    schema = Path(__file__).with_name("0002_jobs.sql").read_text()
    driver: Any = op.get_bind().connection.driver_connection
    driver.execute(schema)
    driver.execute(GRANTS)
