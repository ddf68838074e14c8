"""Schools let their trust or local authority look on, and a release is for everybody in its nation."""

import sqlalchemy as sa
from alembic import op

from migrations.isolation import ME, reachable, resource_table, tenant_table

revision = "0010_kinds"
down_revision = "0009_tokens"
branch_labels = None
depends_on = None

# Platforms are shown their own figures before the rest are published: not here.
PUBLISHED = (
    f"exists (select 1 from organisation reader where reader.id = {ME} and reader.kind <> 'platform'"
    " and release.nation = any (reader.nations))"
)
# The release is walled in itself: who sees it sees its cells.
OF_RELEASE = (
    "exists (select 1 from release r where r.owner_id = release_cell.owner_id and r.id = release_cell.release_id)"
)


def upgrade() -> None:
    """What is shared of an incident stays in its own access rows; oversight only says who gets them."""
    op.create_table(
        "oversight",
        sa.Column("overseer_id", sa.Uuid(), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_oversight")),
        sa.UniqueConstraint("owner_id", "overseer_id", name=op.f("uq_oversight_owner_id_overseer_id")),
    )
    resource_table("oversight", "oversight", resource="id")
    opened = reachable("release", "release.id", "release.owner_id")
    tenant_table("release", select=f"{opened} or {PUBLISHED}")
    tenant_table("release_cell", select=OF_RELEASE)
