"""The history of resources that have a state machine."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.column_types import Sealed
from services.core.db import Base


class Transition(Base):
    """One transition. `by` is a kind of organisation or `system`, never an id; `note` is a checked text for readers."""

    __tablename__ = "transition"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    resource_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    resource: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[bytes | None] = mapped_column(Sealed)
    at: Mapped[datetime] = mapped_column(default=clock.now)
