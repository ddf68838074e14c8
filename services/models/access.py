"""Who may reach which resource. Written before the resource itself; both walls read it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Access(Base):
    """One organisation's access to one resource of one owner. The owner is a row too, so visibility is one join.

    A row opens only what its `owner_id` really owns: a forged one opens nothing.
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
    """The data key of one resource, wrapped by the key-encryption key. Deleting it is erasure."""

    __tablename__ = "data_key"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes]
