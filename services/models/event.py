"""Events, and the gap-free feed of each organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base


class Event(Base):
    """One event: ids, kind, version and codes, never texts or names. `leaf` is its audit hash.

    `cause_id` is the event that caused this one. It is unique together with kind and resource, so that a job that
    runs again after a crash cannot record the same event twice.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index(
            "uq_event_cause",
            "cause_id",
            "kind",
            "resource_id",
            unique=True,
            postgresql_where="cause_id is not null",
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    resource: Mapped[str] = mapped_column(Text)
    resource_id: Mapped[UUID]
    version: Mapped[int]
    cause_id: Mapped[UUID | None]
    details: Mapped[dict[str, object]] = mapped_column(JSONB)
    at: Mapped[datetime]
    leaf: Mapped[bytes]


class FeedHead(Base):
    """The last sequence number of an organisation's feed. Locked last in a transaction, in the order of ids."""

    __tablename__ = "feed_head"

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    last_seq: Mapped[int]
    epoch: Mapped[int]


class FeedEntry(Base):
    """One entry of an organisation's feed. `change` has the names of changed fields and the ids of new parts."""

    __tablename__ = "feed_entry"
    __table_args__ = (UniqueConstraint("organisation_id", "event_id", "resource_id"),)

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    resource: Mapped[str] = mapped_column(Text)
    resource_id: Mapped[UUID]
    version: Mapped[int]
    at: Mapped[datetime]
    change: Mapped[dict[str, Any]] = mapped_column(JSONB)
