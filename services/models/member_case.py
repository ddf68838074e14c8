"""Person cards, the confidential cases of unions, and consents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.column_types import Sealed
from services.core.db import Base
from services.models.mixins import OwnedMixin, TimestampMixin, VersionMixin


class PersonCard(TimestampMixin, Base):
    """The card of an affected person: a case number and the keyed hash of a 130-bit secret."""

    __tablename__ = "person_card"
    __table_args__ = (ForeignKeyConstraint(["owner_id", "incident_id"], ["incident.owner_id", "incident.id"]),)

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_number: Mapped[str] = mapped_column(Text, unique=True)
    secret_hash: Mapped[bytes]


class MemberCase(OwnedMixin, TimestampMixin, VersionMixin, Base):
    """A case of a union for one of its members. No other organisation learns that it exists.

    `incident_id` is None until a card links the case to an incident.
    """

    __tablename__ = "member_case"
    __table_args__ = (
        UniqueConstraint("owner_id", "incident_id"),
        UniqueConstraint("owner_id", "external_id_index"),
    )

    incident_id: Mapped[UUID | None]
    member_ref_hash: Mapped[bytes | None]
    stage: Mapped[str] = mapped_column(Text)
    external_id: Mapped[bytes | None] = mapped_column(Sealed)
    external_id_index: Mapped[bytes | None]


class Consent(OwnedMixin, Base):
    """A member's consent to be represented by the union, which records it."""

    __tablename__ = "consent"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "member_case_id"], ["member_case.owner_id", "member_case.id"]),
        Index("ix_consent_member_case", "owner_id", "member_case_id"),
    )

    member_case_id: Mapped[UUID]
    purpose: Mapped[str] = mapped_column(Text)
    evidence_ref: Mapped[bytes] = mapped_column(Sealed)
    state: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
