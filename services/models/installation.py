"""The environment and the keys that this database belongs to."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Installation(Base):
    """The single row that tells whether this database is a sandbox or production, and with which keys it is used."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("environment in ('sandbox', 'production')", name="environment"),
    )

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    environment: Mapped[str] = mapped_column(Text)
    # By variable, such as {"TARIAN_SECRET_KEY": "1f0c..."}: keyed hashes, from which no key can be computed.
    key_checks: Mapped[dict[str, str] | None] = mapped_column(JSONB(none_as_null=True))
