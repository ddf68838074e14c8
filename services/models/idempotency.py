"""Idempotency keys with the stored responses, and the counters of the rate limit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.db import Base


class IdempotencyKey(Base):
    """One idempotency key of one client. Key and request are stored as hashes, the response encrypted.

    `response` is the response body, encrypted with the data key of the resource that it contains: erasing the resource
    erases this copy too. It is null only inside the transaction that handles the request.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_created_at", "organisation_id", "created_at"),)

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)
    request: Mapped[bytes]
    resource: Mapped[str | None] = mapped_column(Text)
    resource_id: Mapped[UUID | None]
    response: Mapped[bytes | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class RateLimitCounter(Base):
    """The number of requests of one kind, or attempts at one action, by one client since `period_start`.

    Holds no data of tenants. The table is unlogged and empty after a crash of the database.
    """

    __tablename__ = "rate_limit_counter"

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    action: Mapped[str] = mapped_column(Text, primary_key=True)
    period_start: Mapped[datetime]
    count: Mapped[int]
