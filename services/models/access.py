"""Access rows, which both visibility and row-level security read, and data keys. Written before the resource itself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Access(Base):
    """One organisation's access to one resource of one owner. The owner has a row too, so visibility is one join.

    A row counts only for a resource that `owner_id` owns: a row with a forged owner gives no access.
    """

    __tablename__ = "access"
    __table_args__ = (
        CheckConstraint("may in ('read', 'write')", name="may"),
        Index("ix_access_resource", "resource_id", "kind"),
    )

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    may: Mapped[str] = mapped_column(Text)


class DataKey(Base):
    """The data key of one resource, encrypted with the key-encryption key. Deleting it erases the encrypted fields."""

    __tablename__ = "data_key"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
