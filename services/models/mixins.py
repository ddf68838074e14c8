"""Columns that several tables share, and human-readable references."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from services.core import clock


class OwnedMixin:
    """The key of a resource: owner and id. With the owner in every key, tables can be partitioned by it."""

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_id)


class TimestampMixin:
    """The times (UTC) at which the row was created and last changed."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class VersionMixin:
    """Optimistic locking: each update names the version it read, and fails when the row has another one by then."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        """Make `version` the version counter of the mapper."""
        return {"version_id_col": cls.version}
