"""Read an incident, a page of incidents and a page of the change feed, as the helpline sees them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs
from uuid import UUID

import orjson
from psycopg.rows import DictRow

from tests.bench.ceiling.connection import Cursor, Environ, caller_transaction

# As long as the signature of a cursor of the service: HMAC-SHA256 in base64.
FAKE_SIGNATURE = "0" * 43
ENCRYPTION_OVERHEAD_BYTES = 28
INCIDENT_COLUMNS = (
    "id, reference, version, created_at, updated_at, state, closure_reason, nation, school_id, school_confirmed,"
    " reporter_kind, affected_kind, affected_person, summary_neutral, harm_categories, priority, in_app_report,"
    " first_seen_at, reported_at, view_band, allegation_flag, poster"
)
SELECT_INCIDENTS = f"""
select {", ".join("i." + column for column in INCIDENT_COLUMNS.split(", "))}
from incident i join access a on i.id = a.resource_id and i.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id = any(%s)
"""
SELECT_INCIDENTS_PAGE = f"""
select page_row.* from access a join lateral (
  select {INCIDENT_COLUMNS} from incident where owner_id = a.owner_id and id = a.resource_id offset 0) page_row on true
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id < %s order by a.resource_id desc limit %s
"""
SELECT_LINKS = """
select l.incident_id, l.subject_id, s.platform, l.type, l.role, l.warnings, l.created_at as added_at,
  l.escalation_state, l.tier,
  l.due_ack_at, l.due_decision_at, l.outcome_code, l.decline_reason, l.outcome_at, l.verification, l.wording
from incident_subject l join access a on l.incident_id = a.resource_id and l.owner_id = a.owner_id
join subject s on s.id = l.subject_id
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id = any(%s)
order by l.incident_id, l.created_at, l.subject_id
"""
SELECT_FEED_END = "select epoch, last_seq from feed_head where organisation_id = %s"
SELECT_FEED_ENTRIES = """
select seq, event_id, kind, resource, resource_id, version, at, change from feed_entry
where organisation_id = %s and seq > %s and seq <= %s order by seq limit %s
"""
SELECT_ESCALATIONS = """
select e.id, e.reference, e.version, e.created_at, e.updated_at, e.state, e.platform_id, e.channel, e.tier, e.priority,
  e.basis, e.explanation, e.policy_codes, e.harm_categories, e.jurisdictions, e.owner_id,
  e.source_incident_count_band, e.sent_at, e.due_ack_at, e.due_decision_at, e.suspected_minor, e.platform_case_ref
from escalation e join access a on e.id = a.resource_id and e.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = any(%s)
"""
SELECT_SUBJECTS = """
select p.escalation_id, p.subject_id, s.type, d.action, d.decline_reason, d.decided_at, v.verification
from escalation_subject p join access a on p.escalation_id = a.resource_id and p.owner_id = a.owner_id
join subject s on s.id = p.subject_id
left join lateral (
  select ds.action, ds.decline_reason, ds.decided_at from decision_subject ds
  join decision x on x.owner_id = ds.owner_id and x.id = ds.decision_id
  where ds.owner_id = p.owner_id and ds.escalation_id = p.escalation_id and ds.subject_id = p.subject_id
  order by ds.decided_at desc, x.recorded_at desc, x.id desc limit 1) d on d.action is not null
left join lateral (
  select result as verification from verification y
  where y.owner_id = p.owner_id and y.escalation_id = p.escalation_id and y.subject_id = p.subject_id
  and not exists (
    select from decision_subject ds join decision x on x.owner_id = ds.owner_id and x.id = ds.decision_id
    where ds.owner_id = y.owner_id and ds.escalation_id = y.escalation_id and ds.subject_id = y.subject_id
    and ds.action <> y.decided_action and ds.decided_at > y.checked_at and x.recorded_at > y.recorded_at)
  order by y.checked_at desc, y.id desc limit 1) v on v.verification is not null
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = any(%s)
order by p.escalation_id, p.subject_id
"""
COUNT_INCIDENTS = """
select p.escalation_id, count(distinct i.id) from escalation_subject p
join incident_subject l on l.subject_id = p.subject_id
join incident i on i.owner_id = l.owner_id and i.id = l.incident_id
where p.escalation_id = any(%(ids)s)
and exists (select from access a where a.organisation_id = %(organisation_id)s and a.kind = 'escalation'
  and a.resource_id = p.escalation_id and a.owner_id = p.owner_id)
and i.state in ('accepted', 'in_escalation', 'partially_resolved', 'resolved')
and exists (select from access a where a.organisation_id = %(organisation_id)s and a.kind = 'incident'
  and a.resource_id = i.id and a.owner_id = i.owner_id)
group by p.escalation_id
"""


def get_incident(environ: Environ, incident_id: str) -> bytes:
    """Return an incident."""
    with caller_transaction(environ) as (cursor, caller):
        (incident,) = load_incidents(cursor, caller.organisation_id, [UUID(incident_id)])
    return encode_json(incident)


def list_incidents(environ: Environ) -> bytes:
    """Return the page of incidents after a cursor."""
    query = parse_qs(environ["QUERY_STRING"])
    limit, after_id = int(query["limit"][0]), _parse_cursor(query["cursor"][0])
    with caller_transaction(environ) as (cursor, caller):
        incidents = cursor.execute(
            SELECT_INCIDENTS_PAGE, [caller.organisation_id, UUID(after_id), limit + 1]
        ).fetchall()
        _add_links(cursor, caller.organisation_id, incidents)
    has_more = len(incidents) > limit
    next_cursor = _format_cursor(str(incidents[limit - 1]["id"])) if has_more else None
    return encode_json({"data": incidents[:limit], "next_cursor": next_cursor, "has_more": has_more})


def list_changes(environ: Environ) -> bytes:
    """Return the page of the feed after a cursor, each entry with its resource as it is now."""
    query = parse_qs(environ["QUERY_STRING"])
    limit, (_, after_seq) = int(query["limit"][0]), _parse_cursor(query["cursor"][0]).split("-")
    with caller_transaction(environ) as (cursor, caller):
        (feed_end,) = cursor.execute(SELECT_FEED_END, [caller.organisation_id]).fetchall()
        bounds = [caller.organisation_id, int(after_seq), feed_end["last_seq"], limit + 1]
        entries = cursor.execute(SELECT_FEED_ENTRIES, bounds).fetchall()
        has_more, entries = len(entries) > limit, entries[:limit]
        resources: dict[UUID, DictRow] = {}
        for kind, load in (("incident", load_incidents), ("escalation", load_escalations)):
            ids = {entry["resource_id"] for entry in entries if entry["resource"] == kind}
            if ids:
                resources |= {row["id"]: row for row in load(cursor, caller.organisation_id, list(ids))}
    for entry in entries:
        change, data = entry.pop("change"), resources.get(entry["resource_id"])
        visible = [name for name in change["changed"] if name in (data or {})]
        entry |= {**(change if data else {}), "changed": visible, "data": data}
    next_cursor = _format_cursor(f"{feed_end['epoch']}-{entries[-1]['seq']}")
    return encode_json({"data": entries, "next_cursor": next_cursor, "has_more": has_more})


def load_incidents(
    cursor: Cursor, organisation_id: UUID, ids: Sequence[UUID], statement: str = SELECT_INCIDENTS
) -> list[DictRow]:
    """Return the incidents with these ids, with their links."""
    incidents = cursor.execute(statement, [organisation_id, ids]).fetchall()
    _add_links(cursor, organisation_id, incidents)
    return incidents


def load_escalations(cursor: Cursor, organisation_id: UUID, ids: Sequence[UUID]) -> list[DictRow]:
    """Return the escalations with these ids, with their subjects and the number of their incidents."""
    escalations = cursor.execute(SELECT_ESCALATIONS, [organisation_id, ids]).fetchall()
    subjects = cursor.execute(SELECT_SUBJECTS, [organisation_id, ids]).fetchall()
    rows = cursor.execute(COUNT_INCIDENTS, {"organisation_id": organisation_id, "ids": ids})
    counts = {row["escalation_id"]: row["count"] for row in rows}
    by_id = {escalation["id"]: escalation for escalation in escalations}
    for escalation in escalations:
        escalation["notifier"] = {"kind": "helpline", "organisation_id": escalation.pop("owner_id")}
        escalation["subjects"], escalation["incident_count"] = [], counts.get(escalation["id"], 0)
    for subject in subjects:
        by_id[subject.pop("escalation_id")]["subjects"].append(subject)
    return escalations


def encode_json(value: object) -> bytes:
    """Return the value as JSON, with times in UTC."""
    return orjson.dumps(value, default=_pad_sealed, option=orjson.OPT_UTC_Z)


def _pad_sealed(sealed: bytes) -> str:
    """Return a text as long as the one that the service would decrypt."""
    return "x" * (len(sealed) - ENCRYPTION_OVERHEAD_BYTES)


def _add_links(cursor: Cursor, organisation_id: UUID, incidents: list[DictRow]) -> None:
    """Add the reporter and the links to each incident."""
    by_id = {incident["id"]: incident for incident in incidents}
    for incident in incidents:
        incident["reporter"], incident["subjects"] = {"kind": incident.pop("reporter_kind")}, []
    for link in cursor.execute(SELECT_LINKS, [organisation_id, list(by_id)]).fetchall():
        by_id[link.pop("incident_id")]["subjects"].append(link)


def _parse_cursor(cursor: str) -> str:
    """Return the key in a cursor of the service, without checking the signature that follows it."""
    return cursor.rpartition(".")[0]


def _format_cursor(key: str) -> str:
    """Return a cursor in the format of the service, without a valid signature."""
    return f"{key}.{FAKE_SIGNATURE}"
