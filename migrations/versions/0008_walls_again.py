"""The same walls in words that the planner can estimate, for databases whose walls were built before."""

from importlib import import_module

from migrations.isolation import ME, tenant_table

revision = "0008_walls_again"
down_revision = "0007_rekey"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who sees what stays as it is."""
    walls = import_module("migrations.versions.0006_walls")
    walls.wall_in_access()
    walls.wall_in_organisations()
    walls.wall_in_resources()
    walls.wall_in_record()
    mine = f"organisation_id = {ME}"
    tenant_table("idempotency_key", select=mine, insert=mine, update=mine, delete=mine)
