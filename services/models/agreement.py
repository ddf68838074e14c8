"""Data-sharing agreements. No data passes between two organisations without a signed, unexpired one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.core.db import Base
from services.models.mixins import OwnedMixin, TimestampMixin


class Agreement(OwnedMixin, TimestampMixin, Base):
    """One agreement, owned by the organisation that keeps it. `data_classes` may pass between any two parties."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("status in ('draft', 'signed', 'suspended', 'expired')", name="status"),
        CheckConstraint("valid_to is null or valid_to > valid_from", name="validity"),
    )

    nation: Mapped[str] = mapped_column(Text)
    data_classes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(Text)


class AgreementParty(Base):
    """One organisation that has signed an agreement."""

    __tablename__ = "agreement_party"
    __table_args__ = (ForeignKeyConstraint(["owner_id", "agreement_id"], ["agreement.owner_id", "agreement.id"]),)

    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID]
