"""The rows and columns of each table that the application may read and write for an organisation."""

from __future__ import annotations

from migrations.isolation import (
    CURRENT_ORGANISATION,
    CURRENT_REGISTRATION,
    grant_to_app,
    grant_to_auditor,
    grant_to_operator,
    has_access,
    isolate_resource_table,
    isolate_table,
)

# Conditions of rows that the current organisation owns, or that are about it.
IS_OWNER = f"owner_id = {CURRENT_ORGANISATION}"
IS_ITSELF = f"id in ({CURRENT_ORGANISATION}, {CURRENT_REGISTRATION})"
IS_ABOUT_IT = f"organisation_id = {CURRENT_ORGANISATION}"
IS_SIGNATORY = f"organisation_id in ({CURRENT_ORGANISATION}, {CURRENT_REGISTRATION})"
IS_PARTY_OF_AGREEMENT = (
    f"exists (select 1 from agreement_party p where p.agreement_id = agreement.id and p.{IS_SIGNATORY})"
)
# A platform sees the figures about itself before they are published, but by an access row and not as a reader.
IS_READER_OF_RELEASE = (
    f"exists (select 1 from organisation reader where reader.{IS_ITSELF} and reader.kind <> 'platform'"
    " and release.nation = any (reader.nations))"
)
# Row-level security applies to this query on `release` too.
IS_CELL_OF_VISIBLE_RELEASE = (
    "exists (select 1 from release r where r.owner_id = release_cell.owner_id and r.id = release_cell.release_id)"
)


# The columns that change after a row was inserted. The others say what the row is about, and stay.
CHANGING_COLUMNS = {
    "incident": (
        *("external_id", "external_id_index"),
        *("school_id", "school_confirmed", "summary_neutral", "harm_categories", "priority", "in_app_report"),
        *("first_seen_at", "view_band", "allegation_flag", "state", "accepted_at", "closure_reason"),
        *("updated_at", "version"),
    ),
    "incident_subject": (
        *("escalation_state", "tier", "due_ack_at", "due_decision_at", "outcome_code", "decline_reason", "outcome_at"),
        *("verification", "wording", "subject_id", "updated_at"),
    ),
    "person_card": ("case_number", "secret_hash", "updated_at"),
    "escalation": (
        *("source_incident_count_band", "state", "platform_case_ref", "platform_case_ref_index", "sent_at"),
        *("due_ack_at", "due_decision_at", "harm_categories", "suspected_minor", "updated_at", "version"),
    ),
    "escalation_subject": ("source_accepted_at",),
    "member_case": ("incident_id", "updated_at", "version"),
    "notice": ("state", "sent_at", "updated_at"),
    "idempotency_key": ("request", "resource", "resource_id", "response", "created_at"),
}


def isolate_tables() -> None:
    """Create the policies and grants of all tables but those of the job queue."""
    _grant_identity_tables()
    _isolate_organisations()
    _isolate_access()
    _isolate_resources()
    _isolate_statistics()
    _isolate_events()
    _isolate_requests()


def _grant_identity_tables() -> None:
    """Let the application read clients and keys. Operators' commands and listed functions write them."""
    grant_to_app("oauth_client", "select")
    grant_to_operator("oauth_client", "select", "insert", "update")
    # Deleting expired rows with `skip locked` takes row locks, which require the right to update a column.
    grant_to_app("assertion_jti", "select, insert, delete, update (expires_at)")
    grant_to_app("token_denylist", "select, insert, delete, update (expires_at)")
    grant_to_app("signing_key", "select")
    grant_to_operator("signing_key", "select", "insert")


def _isolate_organisations() -> None:
    """Make listed organisations visible to all, and agreements and oversights to those who take part in them.

    Operators' commands register organisations and record agreements. The function `change_organisation` sets a status.
    """
    grant_to_app("installation", "select")
    has_access_to_it = has_access("organisation.id", "organisation.id", kind="'organisation'")
    isolate_table("organisation", select=f"{IS_ITSELF} or listed or {has_access_to_it}")
    isolate_table("agreement", select=f"{IS_OWNER} or {IS_PARTY_OF_AGREEMENT}")
    isolate_table("agreement_party", select=f"{IS_SIGNATORY} or {IS_OWNER}")
    for table in ("organisation", "agreement", "agreement_party"):
        grant_to_operator(table, "select", "insert")
    isolate_resource_table(
        "oversight", kind="'oversight'", id_column="id", columns=("in_force", "updated_at", "version")
    )


def _isolate_access() -> None:
    """Let an organisation read its own access rows, and create access rows only for resources that it owns."""
    isolate_table("access", select=IS_ABOUT_IT, insert=IS_OWNER)
    isolate_table(
        "data_key", select=has_access("data_key.resource_id", "data_key.owner_id", kind=None), insert=IS_OWNER
    )


def _isolate_resources() -> None:
    """Let an organisation read and write the rows of the resources that it has access to."""
    # Subjects hold keyed hashes only. The columns that may change are those that newer link rules compute.
    grant_to_app("subject", "select, insert, update (canonical_key, canon_version, platform, type, same_as)")
    isolate_resource_table(
        "subject_locator",
        kind="'subject'",
        id_column="subject_id",
    )
    isolate_resource_table("incident", kind="'incident'", id_column="id", columns=CHANGING_COLUMNS["incident"])
    isolate_resource_table(
        "incident_subject", kind="'incident'", id_column="incident_id", columns=CHANGING_COLUMNS["incident_subject"]
    )
    isolate_table(
        "person_card", select=IS_OWNER, insert=IS_OWNER, update=IS_OWNER, columns=CHANGING_COLUMNS["person_card"]
    )
    isolate_resource_table("escalation", kind="'escalation'", id_column="id", columns=CHANGING_COLUMNS["escalation"])
    isolate_resource_table("notice", kind="'escalation'", id_column="escalation_id", columns=CHANGING_COLUMNS["notice"])
    # The platform can write the escalation, but only the helpline removes a subject.
    isolate_table(
        "escalation_subject",
        select=has_access("escalation_subject.escalation_id", "escalation_subject.owner_id", kind="'escalation'"),
        insert=IS_OWNER,
        update=IS_OWNER,
        delete=IS_OWNER,
        columns=CHANGING_COLUMNS["escalation_subject"],
    )
    for table in ("decision", "decision_subject", "verification"):
        isolate_resource_table(table, kind="'escalation'", id_column="escalation_id")
    isolate_resource_table("member_case", kind="'member_case'", id_column="id", columns=CHANGING_COLUMNS["member_case"])
    isolate_resource_table("consent", kind="'member_case'", id_column="member_case_id")
    isolate_resource_table("transition", kind="transition.resource", id_column="resource_id")


def _isolate_statistics() -> None:
    """Make a release visible to the organisations of its nation, except platforms, and to those with access to it."""
    has_access_to_it = has_access("release.id", "release.owner_id", kind="'release'")
    isolate_table(
        "release",
        select=f"{has_access_to_it} or {IS_READER_OF_RELEASE}",
        insert=has_access("release.id", "release.owner_id", kind="'release'", write=True),
    )
    isolate_table(
        "release_cell",
        select=IS_CELL_OF_VISIBLE_RELEASE,
        insert=has_access("release_cell.release_id", "release_cell.owner_id", kind="'release'", write=True),
    )


def _isolate_events() -> None:
    """Let an organisation read the events that were written for it. The function `append_events` writes them."""
    isolate_table("event", select=IS_ABOUT_IT)
    grant_to_auditor("event")
    isolate_table("feed_entry", select=IS_ABOUT_IT)
    grant_to_app("feed_head", "select")
    grant_to_operator("feed_head", "insert")


def _isolate_requests() -> None:
    """Let an organisation use its own idempotency keys only. Counters of attempts hold no data of a tenant."""
    isolate_table(
        "idempotency_key",
        select=IS_ABOUT_IT,
        insert=IS_ABOUT_IT,
        update=IS_ABOUT_IT,
        delete=IS_ABOUT_IT,
        columns=CHANGING_COLUMNS["idempotency_key"],
    )
    grant_to_app("rate_limit_counter", "select, insert, update (period_start, count)")
