"""Oversights of schools."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base
from services.models.mixins import OwnedMixin, TimestampMixin, VersionMixin


class Oversight(OwnedMixin, TimestampMixin, VersionMixin, Base):
    """While it is in force, the overseer (a trust or local authority) reads the incidents that the owner reports."""

    __tablename__ = "oversight"
    __table_args__ = (UniqueConstraint("owner_id", "overseer_id"),)

    overseer_id: Mapped[UUID]
    in_force: Mapped[bool] = mapped_column(default=True)
