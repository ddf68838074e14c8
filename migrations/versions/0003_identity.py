"""Clients, used assertions, revoked tokens and signing keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.isolation import open_table

revision = "0003_identity"
down_revision = "0002_jobs"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The application closes and opens clients but never rewrites whose they are or what they may do."""
    clients()
    assertions()
    denylist()
    signing_keys()
    open_table("oauth_client", "select, insert, update (active, epoch)")
    # Clearing away skips rows that another worker is clearing: that takes a row lock, and so the right to update.
    open_table("assertion_jti", "select, insert, delete, update (expires_at)")
    open_table("token_denylist", "select, insert, delete, update (expires_at)")
    open_table("signing_key", "select, insert")


def clients() -> None:
    op.create_table(
        "oauth_client",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_kind", sa.Text(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("auth_method", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=True),
        sa.Column("jwks", postgresql.JSONB(), nullable=True),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "auth_method in ('private_key_jwt', 'client_secret_basic')", name=op.f("ck_oauth_client_auth_method")
        ),
        sa.CheckConstraint(
            "(auth_method = 'client_secret_basic') = (secret_hash is not null)", name=op.f("ck_oauth_client_secret")
        ),
        sa.CheckConstraint("(auth_method = 'private_key_jwt') = (jwks is not null)", name=op.f("ck_oauth_client_jwks")),
        sa.CheckConstraint(
            "organisation_kind <> 'platform' or auth_method = 'private_key_jwt'", name=op.f("ck_oauth_client_platform")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_oauth_client")),
    )
    op.create_index("ix_oauth_client_organisation_id", "oauth_client", ["organisation_id"])


def assertions() -> None:
    op.create_table(
        "assertion_jti",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("client_id", "jti", name=op.f("pk_assertion_jti")),
    )
    op.create_index("ix_assertion_jti_expires_at", "assertion_jti", ["expires_at"])


def denylist() -> None:
    op.create_table(
        "token_denylist",
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_token_denylist")),
    )
    op.create_index("ix_token_denylist_expires_at", "token_denylist", ["expires_at"])


def signing_keys() -> None:
    op.create_table(
        "signing_key",
        sa.Column("generation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_jwk", postgresql.JSONB(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("retire_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_key_kid")),
    )
