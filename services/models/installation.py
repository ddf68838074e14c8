"""What this database is for, said once when it is made."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Installation(Base):
    """The single row that says whether this database is a sandbox."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("environment in ('sandbox', 'production')", name="environment"),
    )

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    environment: Mapped[str] = mapped_column(Text)
