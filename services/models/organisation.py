"""The organisations that take part."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.db import Base
from services.models.mixins import TimestampMixin, VersionMixin


class Organisation(TimestampMixin, VersionMixin, Base):
    """One organisation. Those with `listed` (helplines, platforms, public bodies) are visible to everybody."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("status in ('pending', 'active', 'suspended', 'closed')", name="status"),
        CheckConstraint("(kind = 'platform') = (platform is not null)", name="platform"),
        CheckConstraint("not listed or kind not in ('school', 'union')", name="listed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_cy: Mapped[str | None] = mapped_column(Text)
    nations: Mapped[list[str]] = mapped_column(ARRAY(Text))
    platform: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default="active")
    listed: Mapped[bool]
