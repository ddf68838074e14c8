"""Queries whose rows `row_to_json` turns into incidents and escalations as the service shows them.

Each ends with a condition, to which its user adds one on `a.resource_id`.
"""

from __future__ import annotations

from collections.abc import Iterable

ENCRYPTION_OVERHEAD_BYTES = 28
# Encrypted by the service. The ceiling shows other texts of the same length.
SEALED = {"summary_neutral", "in_app_report", "external_id", "explanation", "policy_codes", "wording"}
INCIDENT_COLUMNS = (
    "id", "reference", "version", "created_at", "updated_at", "state", "closure_reason", "nation", "school_id",
    "school_confirmed", "affected_kind", "affected_person", "summary_neutral", "harm_categories", "priority",
    "in_app_report", "first_seen_at", "reported_at", "view_band", "allegation_flag", "poster",
)  # fmt: skip
# A school sees two more columns of its own incident.
OWN_INCIDENT_COLUMNS = (*INCIDENT_COLUMNS, "staff_absence", "external_id")
LINK_COLUMNS = (
    "subject_id", "type", "role", "warnings", "escalation_state", "tier", "due_ack_at", "due_decision_at",
    "outcome_code", "decline_reason", "outcome_at", "verification", "wording",
)  # fmt: skip
ESCALATION_COLUMNS = (
    "id", "reference", "version", "created_at", "updated_at", "state", "platform_id", "channel", "tier", "priority",
    "basis", "explanation", "policy_codes", "harm_categories", "jurisdictions", "source_incident_count_band", "sent_at",
    "due_ack_at", "due_decision_at", "suspected_minor", "platform_case_ref",
)  # fmt: skip
INCIDENT_FIELDS = {*INCIDENT_COLUMNS, "reporter", "subjects"}
ESCALATION_FIELDS = {*ESCALATION_COLUMNS, "notifier", "subjects", "incident_count"}
NEWEST_DECISION = """
select ds.action, ds.decline_reason, ds.decided_at from decision_subject ds
join decision x on x.owner_id = ds.owner_id and x.id = ds.decision_id
where ds.owner_id = p.owner_id and ds.escalation_id = p.escalation_id and ds.subject_id = p.subject_id
order by ds.decided_at desc, x.recorded_at desc, x.id desc limit 1
"""
NEWEST_VERIFICATION = """
select y.result as verification from verification y
where y.owner_id = p.owner_id and y.escalation_id = p.escalation_id and y.subject_id = p.subject_id
and not exists (
  select from decision_subject ds join decision x on x.owner_id = ds.owner_id and x.id = ds.decision_id
  where ds.owner_id = y.owner_id and ds.escalation_id = y.escalation_id and ds.subject_id = y.subject_id
  and ds.action <> y.decided_action and ds.decided_at > y.checked_at and x.recorded_at > y.recorded_at)
order by y.checked_at desc, y.id desc limit 1
"""
COUNT_INCIDENTS = """
select count(distinct i.id) from escalation_subject p
join incident_subject l on l.subject_id = p.subject_id
join incident i on i.owner_id = l.owner_id and i.id = l.incident_id
where p.owner_id = e.owner_id and p.escalation_id = e.id
and i.state in ('accepted', 'in_escalation', 'partially_resolved', 'resolved')
and exists (select from access a where a.organisation_id = :me and a.kind = 'incident'
  and a.resource_id = i.id and a.owner_id = i.owner_id)
"""


def select_columns(alias: str, columns: Iterable[str]) -> str:
    """Return the SELECT list of these columns, with texts of the same length in place of sealed ones."""
    return ", ".join(
        f"repeat('x', octet_length({alias}.{column}) - {ENCRYPTION_OVERHEAD_BYTES}) as {column}"
        if column in SEALED
        else f"{alias}.{column}"
        for column in columns
    )


def build_incident(columns: Iterable[str]) -> str:
    """Return the query for incidents with these columns, their reporter and their links."""
    return f"""
    select {select_columns("i", columns)}, json_build_object('kind', i.reporter_kind) as reporter, (
      select coalesce(json_agg(link), '[]') from (
        select {select_columns("l", LINK_COLUMNS)}, l.created_at as added_at, s.platform
        from incident_subject l join subject s on s.id = l.subject_id
        where l.owner_id = i.owner_id and l.incident_id = i.id order by l.created_at, l.subject_id
      ) link) as subjects
    from access a join incident i on i.owner_id = a.owner_id and i.id = a.resource_id
    where a.organisation_id = :me and a.kind = 'incident'"""


INCIDENT, OWN_INCIDENT = build_incident(INCIDENT_COLUMNS), build_incident(OWN_INCIDENT_COLUMNS)
ESCALATION = f"""
select {select_columns("e", ESCALATION_COLUMNS)},
  json_build_object('kind', 'helpline', 'organisation_id', e.owner_id) as notifier,
  ({COUNT_INCIDENTS}) as incident_count, (
  select coalesce(json_agg(subject), '[]') from (
    select p.subject_id, s.type, d.action, d.decline_reason, d.decided_at, v.verification
    from escalation_subject p join subject s on s.id = p.subject_id
    left join lateral ({NEWEST_DECISION}) d on true left join lateral ({NEWEST_VERIFICATION}) v on true
    where p.owner_id = e.owner_id and p.escalation_id = e.id order by p.subject_id
  ) subject) as subjects
from access a join escalation e on e.owner_id = a.owner_id and e.id = a.resource_id
where a.organisation_id = :me and a.kind = 'escalation'"""


def format_times(document: bytes) -> bytes:
    """Return the JSON with times in UTC as the service writes them."""
    return document.replace(b'+00:00"', b'Z"')
