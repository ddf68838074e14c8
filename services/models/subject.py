"""Subjects, which all reporters share, and locators, of which each holder has an encrypted copy."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.db import Base
from services.models.mixins import TimestampMixin


class Subject(Base):
    """One content item or account, deduplicated by a keyed hash of its URL. It has no owner, no time and no text.

    `same_as` is the subject that had the key of this one already when keys were recomputed by newer link rules.
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
    """One holder's copy of the address of a subject, encrypted with that holder's data key for the subject."""

    __tablename__ = "subject_locator"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    ciphertext: Mapped[bytes]
