"""Keys of subjects can be made anew when the rules for links change, and two that turn out the same name each other."""

import sqlalchemy as sa
from alembic import op

from migrations.isolation import APP

revision = "0007_rekey"
down_revision = "0006_walls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The id never changes: everything else hangs on it."""
    op.add_column("subject", sa.Column("same_as", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_subject_same_as"), "subject", "subject", ["same_as"], ["id"])
    op.create_index("ix_subject_canon_version", "subject", ["canon_version"], unique=False)
    op.execute(f"grant update (canonical_key, canon_version, platform, type, same_as) on subject to {APP}")
