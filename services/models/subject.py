"""What was posted: a shared, ownerless subject, and each holder's own encrypted locator."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.db import Base
from services.models.mixins import TimestampMixin


class Subject(Base):
    """One content item or account, deduplicated by a keyed fingerprint. Carries no time and no text.

    `same_as` names the subject that holds the key which this one should have, found when the keys were made anew.
    """

    __tablename__ = "subject"
    __table_args__ = (Index("ix_subject_canon_version", "canon_version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=clock.new_random_id)
    canonical_key: Mapped[bytes] = mapped_column(unique=True)
    canon_version: Mapped[int]
    platform: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    same_as: Mapped[UUID | None] = mapped_column(ForeignKey("subject.id"))


class SubjectLocator(TimestampMixin, Base):
    """The address as one holder pasted it, under that holder's data key for the subject."""

    __tablename__ = "subject_locator"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    ciphertext: Mapped[bytes]
