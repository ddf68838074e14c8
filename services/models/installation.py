"""The environment that this database belongs to, set once when it is created."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Installation(Base):
    """The single row that tells whether this database is a sandbox or production."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("environment in ('sandbox', 'production')", name="environment"),
    )

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    environment: Mapped[str] = mapped_column(Text)
