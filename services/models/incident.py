"""Incidents, and their links to subjects."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.column_types import Sealed
from services.core.db import Base
from services.core.references import new_reference
from services.models.mixins import OwnedMixin, TimestampMixin, VersionMixin


class Incident(OwnedMixin, TimestampMixin, VersionMixin, Base):
    """One organisation's record that a member of staff or a school is targeted. `owner_id` is the reporter.

    No person is named: `affected_person` says only whether the incident affects one.
    """

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("not school_confirmed or school_id is not null", name="school"),
        UniqueConstraint("owner_id", "external_id_index"),
        Index("ix_incident_nation_accepted_at", "nation", "accepted_at"),
    )

    REFERENCE_PREFIX = "INC"

    reference: Mapped[str] = mapped_column(Text, unique=True, default=lambda: new_reference("INC"))
    reporter_kind: Mapped[str] = mapped_column(Text)
    helpline_id: Mapped[UUID]
    school_id: Mapped[UUID | None]
    school_confirmed: Mapped[bool]
    nation: Mapped[str] = mapped_column(Text)
    affected_kind: Mapped[str] = mapped_column(Text)
    affected_person: Mapped[bool]
    summary_neutral: Mapped[bytes] = mapped_column(Sealed)
    harm_categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    priority: Mapped[str] = mapped_column(Text)
    in_app_report: Mapped[bytes | None] = mapped_column(Sealed)
    poster: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    first_seen_at: Mapped[datetime | None]
    reported_at: Mapped[datetime] = mapped_column(default=clock.now)
    view_band: Mapped[str] = mapped_column(Text)
    staff_absence: Mapped[bool | None]
    allegation_flag: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    accepted_at: Mapped[datetime | None]
    closure_reason: Mapped[str | None] = mapped_column(Text)
    external_id: Mapped[bytes | None] = mapped_column(Sealed)
    external_id_index: Mapped[bytes | None]


class IncidentSubject(TimestampMixin, Base):
    """The link of an incident to a subject, with its outcome as far as this reporter may know it."""

    __tablename__ = "incident_subject"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "incident_id"], ["incident.owner_id", "incident.id"]),
        ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        Index("ix_incident_subject_subject_id", "subject_id"),
    )

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    # The type that this reporter's URL shows. The type of the shared subject comes from its first reporter.
    type: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    warnings: Mapped[list[str]] = mapped_column(ARRAY(Text))
    escalation_state: Mapped[str | None] = mapped_column(Text)
    tier: Mapped[int | None]
    due_ack_at: Mapped[datetime | None]
    due_decision_at: Mapped[datetime | None]
    outcome_code: Mapped[str | None] = mapped_column(Text)
    decline_reason: Mapped[str | None] = mapped_column(Text)
    outcome_at: Mapped[datetime | None]
    verification: Mapped[str | None] = mapped_column(Text)
    wording: Mapped[bytes | None] = mapped_column(Sealed)
