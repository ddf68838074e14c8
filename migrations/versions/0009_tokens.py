"""Clients that post their secret, and signing keys that end all earlier ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_tokens"
down_revision = "0008_walls_again"
branch_labels = None
depends_on = None

METHODS = "auth_method in ('private_key_jwt', 'client_secret_basic', 'client_secret_post')"
HASHED = "(auth_method in ('client_secret_basic', 'client_secret_post')) = (secret_hash is not null)"


def upgrade() -> None:
    """Clients and keys that are there stay as they are."""
    for name, condition in (("auth_method", METHODS), ("secret", HASHED)):
        constraint = op.f(f"ck_oauth_client_{name}")
        op.drop_constraint(constraint, "oauth_client", type_="check")
        op.create_check_constraint(constraint, "oauth_client", condition)
    op.add_column("signing_key", sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
