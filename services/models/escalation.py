"""Escalations to platforms, the notices sent, the decisions of platforms, and verifications afterwards."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.core import clock
from services.core.column_types import Sealed
from services.core.db import Base
from services.core.references import new_reference
from services.models.mixins import OwnedMixin, TimestampMixin, VersionMixin

OF_ESCALATION = (["owner_id", "escalation_id"], ["escalation.owner_id", "escalation.id"])


class Escalation(OwnedMixin, TimestampMixin, VersionMixin, Base):
    """A set of subjects sent to one platform by one channel and tier. `owner_id` is the helpline that sends it."""

    __tablename__ = "escalation"

    REFERENCE_PREFIX = "ESC"

    reference: Mapped[str] = mapped_column(Text, unique=True, default=lambda: new_reference("ESC"))
    platform_id: Mapped[UUID]
    channel: Mapped[str] = mapped_column(Text)
    tier: Mapped[int]
    priority: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    policy_codes: Mapped[bytes] = mapped_column(Sealed)
    explanation: Mapped[bytes] = mapped_column(Sealed)
    harm_categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    jurisdictions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    suspected_minor: Mapped[bool]
    source_incident_count_band: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    platform_case_ref: Mapped[bytes | None] = mapped_column(Sealed)
    platform_case_ref_index: Mapped[bytes | None]
    sent_at: Mapped[datetime | None]
    due_ack_at: Mapped[datetime | None]
    due_decision_at: Mapped[datetime | None]


class EscalationSubject(Base):
    """One subject of an escalation.

    `source_accepted_at` is set when it is sent: the time of the latest acceptance of an incident behind the subject.
    """

    __tablename__ = "escalation_subject"
    __table_args__ = (
        ForeignKeyConstraint(*OF_ESCALATION),
        ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        Index("ix_escalation_subject_subject_id", "subject_id"),
    )

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    escalation_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    source_accepted_at: Mapped[datetime | None]


class Notice(TimestampMixin, Base):
    """The notice of an escalation as it was sent. The payload is encrypted; `payload_sha256` proves its content."""

    __tablename__ = "notice"
    __table_args__ = (ForeignKeyConstraint(*OF_ESCALATION),)

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    escalation_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(Text)
    payload: Mapped[bytes] = mapped_column(Sealed)
    payload_sha256: Mapped[bytes] = mapped_column(Sealed)
    good_faith_statement: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime | None]


class Decision(OwnedMixin, Base):
    """One decision of the platform on one or more subjects. Rows are never changed.

    `puid` is the platform's own unique id of the decision and `puid_index` its blind index; `digest` is a keyed hash of
    the content; `late` says that the escalation was closed before.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(*OF_ESCALATION),
        UniqueConstraint("platform_id", "puid_index"),
        UniqueConstraint("platform_id", "external_id_index"),
        Index("ix_decision_escalation", "owner_id", "escalation_id"),
    )

    escalation_id: Mapped[UUID]
    platform_id: Mapped[UUID]
    puid: Mapped[bytes] = mapped_column(Sealed)
    puid_index: Mapped[bytes]
    digest: Mapped[bytes]
    external_id: Mapped[bytes | None] = mapped_column(Sealed)
    external_id_index: Mapped[bytes | None]
    posted_by_client_id: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    territorial_scope: Mapped[list[str]] = mapped_column(ARRAY(Text))
    automated_detection: Mapped[bool]
    automated_decision: Mapped[str] = mapped_column(Text)
    late: Mapped[bool]


class DecisionSubject(Base):
    """The part of a decision about one subject."""

    __tablename__ = "decision_subject"
    __table_args__ = (
        ForeignKeyConstraint(["owner_id", "decision_id"], ["decision.owner_id", "decision.id"]),
        Index("ix_decision_subject_escalation", "owner_id", "escalation_id", "subject_id"),
    )

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    escalation_id: Mapped[UUID]
    decided_at: Mapped[datetime]
    change_reason: Mapped[str | None] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    ground: Mapped[str | None] = mapped_column(Text)
    policy_code: Mapped[bytes | None] = mapped_column(Sealed)
    decline_reason: Mapped[str | None] = mapped_column(Text)
    facts_neutral: Mapped[bytes | None] = mapped_column(Sealed)
    explanation: Mapped[bytes | None] = mapped_column(Sealed)


class Verification(OwnedMixin, Base):
    """The result of a check of one subject by a person. The server itself never fetches a reported URL.

    `decided_action` is the action of the decision that was checked.
    """

    __tablename__ = "verification"
    __table_args__ = (
        ForeignKeyConstraint(*OF_ESCALATION),
        Index("ix_verification_escalation", "owner_id", "escalation_id", "subject_id"),
    )

    escalation_id: Mapped[UUID]
    subject_id: Mapped[UUID]
    checked_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    method: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(Text)
    decided_action: Mapped[str] = mapped_column(Text)
    wording: Mapped[bytes | None] = mapped_column(Sealed)
