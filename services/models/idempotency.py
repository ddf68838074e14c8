"""Keys that clients gave to their POSTs with the answers they got, and the counters of limited tries."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.db import Base


class IdempotencyKey(Base):
    """One key of one client. Only digests of the key and of the request are kept; the answer is sealed.

    `answer` is the bytes that were sent, under the data key of the resource they speak of: erasing the resource
    erases this copy too. Empty only while the work is under way, which no other transaction can see.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_created_at", "organisation_id", "created_at"),)

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)
    request: Mapped[bytes]
    noun: Mapped[str | None] = mapped_column(Text)
    resource_id: Mapped[UUID | None]
    answer: Mapped[bytes | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class RateLimitCounter(Base):
    """How often one client tried one thing since `since`. Counters only, so no tenant policy."""

    __tablename__ = "tries"

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    what: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int] = mapped_column(SmallInteger)
