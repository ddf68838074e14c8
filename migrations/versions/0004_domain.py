"""The tables of the domain and of the record. Who may see which row stands in 0006."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004_domain"
down_revision = "0003_identity"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "access",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("may", sa.Text(), nullable=False),
        sa.CheckConstraint("may in ('read', 'write')", name=op.f("ck_access_may")),
        sa.PrimaryKeyConstraint("organisation_id", "kind", "resource_id", "owner_id", name=op.f("pk_access")),
    )
    op.create_index("ix_access_resource", "access", ["resource_id", "kind"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("data_classes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status in ('draft', 'signed', 'suspended', 'expired')", name=op.f("ck_agreement_status")),
        sa.CheckConstraint("valid_to is null or valid_to > valid_from", name=op.f("ck_agreement_validity")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_agreement")),
    )
    op.create_table(
        "data_key",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "resource_id", name=op.f("pk_data_key")),
    )
    op.create_table(
        "escalation",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("platform_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tier", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("policy_codes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("harm_categories", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("jurisdictions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("suspected_minor", sa.Boolean(), nullable=False),
        sa.Column("source_incident_count_band", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("platform_case_ref", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_ack_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_decision_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("reference", name=op.f("uq_escalation_reference")),
    )
    op.create_table(
        "event",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_event")),
    )
    op.create_index(
        "uq_event_cause",
        "event",
        ["cause_id", "kind", "resource_id"],
        unique=True,
        postgresql_where="cause_id is not null",
    )
    op.create_table(
        "feed_entry",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "seq", name=op.f("pk_feed_entry")),
        sa.UniqueConstraint(
            "organisation_id",
            "event_id",
            "resource_id",
            name=op.f("uq_feed_entry_organisation_id_event_id_resource_id"),
        ),
    )
    op.create_table(
        "feed_head",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_feed_head")),
    )
    op.create_table(
        "incident",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reporter_kind", sa.Text(), nullable=False),
        sa.Column("helpline_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=True),
        sa.Column("school_confirmed", sa.Boolean(), nullable=False),
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("affected_kind", sa.Text(), nullable=False),
        sa.Column("affected_person", sa.Boolean(), nullable=False),
        sa.Column("summary_neutral", sa.Text(), nullable=False),
        sa.Column("harm_categories", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("in_app_report", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("poster", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("view_band", sa.Text(), nullable=False),
        sa.Column("staff_absence", sa.Boolean(), nullable=True),
        sa.Column("allegation_flag", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closure_reason", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("not school_confirmed or school_id is not null", name=op.f("ck_incident_school")),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    op.create_index("ix_incident_nation_reported_at", "incident", ["nation", "reported_at"], unique=False)
    op.create_table(
        "installation",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.CheckConstraint("environment in ('sandbox', 'production')", name=op.f("ck_installation_environment")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "member_case",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("member_ref_hash", sa.LargeBinary(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_member_case")),
        sa.UniqueConstraint("owner_id", "incident_id", name=op.f("uq_member_case_owner_id_incident_id")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_cy", sa.Text(), nullable=True),
        sa.Column("nations", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(kind = 'platform') = (platform is not null)", name=op.f("ck_organisation_platform")),
        sa.CheckConstraint("not listed or kind not in ('school', 'union')", name=op.f("ck_organisation_listed")),
        sa.CheckConstraint(
            "status in ('pending', 'active', 'suspended', 'closed')", name=op.f("ck_organisation_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "release",
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("threshold", sa.BigInteger(), nullable=False),
        sa.Column("rounding", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_release")),
        sa.UniqueConstraint(
            "owner_id", "nation", "week", "version", name=op.f("uq_release_owner_id_nation_week_version")
        ),
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("canonical_key", sa.LargeBinary(), nullable=False),
        sa.Column("canon_version", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("canonical_key", name=op.f("uq_subject_canonical_key")),
    )
    op.create_table(
        "subject_locator",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "subject_id", name=op.f("pk_subject_locator")),
    )
    op.create_table(
        "transition",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "resource_id", "version", name=op.f("pk_transition")),
    )
    op.create_table(
        "agreement_party",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "agreement_id"],
            ["agreement.owner_id", "agreement.id"],
            name=op.f("fk_agreement_party_owner_id_agreement_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "agreement_id", name=op.f("pk_agreement_party")),
    )
    op.create_table(
        "consent",
        sa.Column("member_case_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("evidence_ref", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "member_case_id"],
            ["member_case.owner_id", "member_case.id"],
            name=op.f("fk_consent_owner_id_member_case_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_member_case", "consent", ["owner_id", "member_case_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("platform_id", sa.Uuid(), nullable=False),
        sa.Column("puid", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("posted_by_client_id", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("territorial_scope", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("automated_detection", sa.Boolean(), nullable=False),
        sa.Column("automated_decision", sa.Text(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "escalation_id"],
            ["escalation.owner_id", "escalation.id"],
            name=op.f("fk_decision_owner_id_escalation_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_decision")),
        sa.UniqueConstraint("platform_id", "puid", name=op.f("uq_decision_platform_id_puid")),
    )
    op.create_index("ix_decision_escalation", "decision", ["owner_id", "escalation_id"], unique=False)
    op.create_table(
        "escalation_subject",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "escalation_id"],
            ["escalation.owner_id", "escalation.id"],
            name=op.f("fk_escalation_subject_owner_id_escalation_id"),
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_escalation_subject_subject_id")),
        sa.PrimaryKeyConstraint("owner_id", "escalation_id", "subject_id", name=op.f("pk_escalation_subject")),
    )
    op.create_index("ix_escalation_subject_subject_id", "escalation_subject", ["subject_id"], unique=False)
    op.create_table(
        "incident_subject",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("escalation_state", sa.Text(), nullable=True),
        sa.Column("tier", sa.BigInteger(), nullable=True),
        sa.Column("due_ack_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_decision_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome_code", sa.Text(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "incident_id"],
            ["incident.owner_id", "incident.id"],
            name=op.f("fk_incident_subject_owner_id_incident_id"),
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_incident_subject_subject_id")),
        sa.PrimaryKeyConstraint("owner_id", "incident_id", "subject_id", name=op.f("pk_incident_subject")),
    )
    op.create_index("ix_incident_subject_subject_id", "incident_subject", ["subject_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_sha256", sa.Text(), nullable=False),
        sa.Column("good_faith_statement", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "escalation_id"],
            ["escalation.owner_id", "escalation.id"],
            name=op.f("fk_notice_owner_id_escalation_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "escalation_id", "seq", name=op.f("pk_notice")),
    )
    op.create_table(
        "person_card",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "incident_id"],
            ["incident.owner_id", "incident.id"],
            name=op.f("fk_person_card_owner_id_incident_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "incident_id", name=op.f("pk_person_card")),
        sa.UniqueConstraint("case_number", name=op.f("uq_person_card_case_number")),
    )
    op.create_table(
        "release_cell",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("suppressed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("suppressed = (count is null)", name=op.f("ck_release_cell_suppressed")),
        sa.ForeignKeyConstraint(
            ["owner_id", "release_id"],
            ["release.owner_id", "release.id"],
            name=op.f("fk_release_cell_owner_id_release_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "release_id", "platform", name=op.f("pk_release_cell")),
    )
    op.create_table(
        "verification",
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id", "escalation_id"],
            ["escalation.owner_id", "escalation.id"],
            name=op.f("fk_verification_owner_id_escalation_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pk_verification")),
    )
    op.create_index(
        "ix_verification_escalation", "verification", ["owner_id", "escalation_id", "subject_id"], unique=False
    )
    op.create_table(
        "decision_subject",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("policy_code", sa.Text(), nullable=True),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("facts_neutral", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id", "decision_id"],
            ["decision.owner_id", "decision.id"],
            name=op.f("fk_decision_subject_owner_id_decision_id"),
        ),
        sa.PrimaryKeyConstraint("owner_id", "decision_id", "subject_id", name=op.f("pk_decision_subject")),
    )
    op.create_index(
        "ix_decision_subject_escalation", "decision_subject", ["owner_id", "escalation_id", "subject_id"], unique=False
    )
