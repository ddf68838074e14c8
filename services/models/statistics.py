"""Published counts, which never change. A suppressed count is not stored anywhere."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base
from services.models.mixins import OwnedMixin

EVERY_PLATFORM = "all"


class Release(OwnedMixin, Base):
    """The published counts of one nation and one ISO week (`week` is its Monday), counted at `as_at`."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("owner_id", "nation", "week", "version"),)

    nation: Mapped[str] = mapped_column(Text)
    week: Mapped[date] = mapped_column(Date)
    version: Mapped[int]
    as_at: Mapped[datetime]
    threshold: Mapped[int]
    rounding: Mapped[int]
    school_cap: Mapped[int]


class ReleaseCell(Base):
    """The count of one platform, or of all of them: rounded, or null when suppressed."""

    __tablename__ = "release_cell"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "release_id"], ["release.owner_id", "release.id"]),
        CheckConstraint("suppressed = (count is null)", name="suppressed"),
    )

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    release_id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int | None]
    suppressed: Mapped[bool]
