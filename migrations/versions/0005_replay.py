"""Idempotency keys with their sealed answers, and the counters of limited tries."""

import sqlalchemy as sa
from alembic import op

from migrations.isolation import ME, open_table, tenant_table

revision = "0005_replay"
down_revision = "0004_domain"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keys()
    tries()


def keys() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("organisation_id", sa.Uuid, nullable=False),
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("noun", sa.Text),
        sa.Column("resource_id", sa.Uuid),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "client_id", "key", name="pk_idempotency_key"),
    )
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["organisation_id", "created_at"])
    mine = f"organisation_id = {ME}"
    tenant_table("idempotency_key", select=mine, insert=mine, update=mine, delete=mine)


def tries() -> None:
    op.create_table(
        "tries",
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.SmallInteger, nullable=False),
        sa.PrimaryKeyConstraint("client_id", "what", name="pk_tries"),
    )
    open_table("tries", "select, insert, update")
