"""One incident, a page of incidents, a page of the feed: as the helpline sees them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import orjson

from tests.bench.ceiling.connection import Cursor, acting

TAG = 16
COLUMNS = (
    "id, reference, version, created_at, updated_at, state, closure_reason, nation, school_id, school_confirmed,"
    " reporter_kind, affected_kind, affected_person, summary_neutral, harm_categories, priority, in_app_report,"
    " first_seen_at, reported_at, view_band, allegation_flag, poster"
)
MANY = f"""
select {", ".join("i." + column for column in COLUMNS.split(", "))}
from incident i join access a on i.id = a.resource_id and i.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id = any(%s)
"""
PAGE = f"""
select thing.* from access a join lateral (
  select {COLUMNS} from incident where owner_id = a.owner_id and id = a.resource_id offset 0) thing on true
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id < %s order by a.resource_id desc limit %s
"""
LINKS = """
select l.incident_id, l.subject_id, s.platform, l.type, l.role, l.created_at as added_at, l.escalation_state, l.tier,
  l.due_ack_at, l.due_decision_at, l.outcome_code, l.decline_reason, l.outcome_at, l.verification, l.wording
from incident_subject l join access a on l.incident_id = a.resource_id and l.owner_id = a.owner_id
join subject s on s.id = l.subject_id
where a.organisation_id = %s and a.kind = 'incident' and a.resource_id = any(%s)
order by l.incident_id, l.created_at, l.subject_id
"""
HEAD = "select epoch, last_seq from feed_head where organisation_id = %s"
FEED = """
select seq, event_id, kind, resource, resource_id, version, at from feed_entry
where organisation_id = %s and seq > %s and seq <= %s order by seq limit %s
"""
ESCALATIONS = """
select e.id, e.reference, e.version, e.created_at, e.updated_at, e.state, e.platform_id, e.channel, e.tier, e.priority,
  e.basis, e.policy_codes, e.harm_categories, e.jurisdictions, e.owner_id, e.source_incident_count_band, e.sent_at,
  e.due_ack_at, e.due_decision_at, e.suspected_minor, e.platform_case_ref
from escalation e join access a on e.id = a.resource_id and e.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = any(%s)
"""
PARTS = """
select p.escalation_id, p.subject_id, s.type, d.action, d.decline_reason, d.decided_at, v.verification
from escalation_subject p join access a on p.escalation_id = a.resource_id and p.owner_id = a.owner_id
join subject s on s.id = p.subject_id
left join lateral (
  select ds.action, ds.decline_reason, x.decided_at from decision_subject ds
  join decision x on x.owner_id = ds.owner_id and x.id = ds.decision_id
  where ds.owner_id = p.owner_id and ds.escalation_id = p.escalation_id and ds.subject_id = p.subject_id and not x.late
  order by x.id desc limit 1) d on d.action is not null
left join lateral (
  select result as verification from verification y
  where y.owner_id = p.owner_id and y.escalation_id = p.escalation_id and y.subject_id = p.subject_id
  order by y.id desc limit 1) v on v.verification is not null
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = any(%s)
order by p.escalation_id, p.subject_id
"""
COUNTS = """
select p.escalation_id, count(distinct i.id) from escalation_subject p
join incident_subject l on l.subject_id = p.subject_id
join incident i on i.owner_id = l.owner_id and i.id = l.incident_id
where p.escalation_id = any(%(ids)s)
and i.state in ('accepted', 'in_escalation', 'partially_resolved', 'resolved')
and exists (select from access a where a.organisation_id = %(me)s and a.kind = 'incident' and a.resource_id = i.id
  and a.owner_id = i.owner_id)
group by p.escalation_id
"""

Row = dict[str, Any]
Wanted = Sequence[Any]


def incident(environ: Row, incident_id: str) -> bytes:
    """One."""
    with acting(environ) as (cursor, claims):
        (found,) = incidents_of(cursor, claims["org"], [UUID(incident_id)])
    return dumps(found)


def incidents(environ: Row) -> bytes:
    """A page below a cursor."""
    asked = parse_qs(environ["QUERY_STRING"])
    limit, after = int(asked["limit"][0]), _opened(asked["cursor"][0])[0]
    with acting(environ) as (cursor, claims):
        rows = cursor.execute(PAGE, [claims["org"], after, limit + 1]).fetchall()
        _with_links(cursor, claims["org"], rows)
    more = len(rows) > limit
    cursor_on = _sealed("u", rows[limit - 1]["id"]) if more else None
    return dumps({"data": rows[:limit], "next_cursor": cursor_on, "has_more": more})


def changes(environ: Row) -> bytes:
    """A page after a cursor, each entry with the thing as it is now."""
    asked = parse_qs(environ["QUERY_STRING"])
    limit, (_, after) = int(asked["limit"][0]), _opened(asked["cursor"][0])
    with acting(environ) as (cursor, claims):
        me = claims["org"]
        (head,) = cursor.execute(HEAD, [me]).fetchall()
        entries = cursor.execute(FEED, [me, int(after), head["last_seq"], limit + 1]).fetchall()
        more, entries = len(entries) > limit, entries[:limit]
        wanted = {noun: {row["resource_id"] for row in entries if row["resource"] == noun} for noun in FOUND}
        things = {row["id"]: row for noun, ids in wanted.items() if ids for row in FOUND[noun](cursor, me, list(ids))}
    for entry in entries:
        entry["data"] = things.get(entry["resource_id"])
    return dumps({"data": entries, "next_cursor": _sealed("i", head["epoch"], entries[-1]["seq"]), "has_more": more})


def incidents_of(cursor: Cursor, me: str, ids: Wanted, statement: str = MANY) -> list[Row]:
    """These, with their links."""
    rows = cursor.execute(statement, [me, ids]).fetchall()
    _with_links(cursor, me, rows)
    return rows


def escalations_of(cursor: Cursor, me: str, ids: Wanted) -> list[Row]:
    """These, with their subjects and the count behind each."""
    rows = cursor.execute(ESCALATIONS, [me, ids]).fetchall()
    parts = cursor.execute(PARTS, [me, ids]).fetchall()
    counts = {row["escalation_id"]: row["count"] for row in cursor.execute(COUNTS, {"me": me, "ids": ids})}
    found = {row["id"]: row for row in rows}
    for row in rows:
        row["notifier"] = {"kind": "helpline", "organisation_id": row.pop("owner_id")}
        row["subjects"], row["incident_count"] = [], counts.get(row["id"], 0)
    for part in parts:
        found[part.pop("escalation_id")]["subjects"].append(part)
    return rows


FOUND = {"incident": incidents_of, "escalation": escalations_of}


def dumps(found: Any) -> bytes:
    """JSON."""
    return orjson.dumps(found, option=orjson.OPT_UTC_Z)


def _with_links(cursor: Cursor, me: str, rows: list[Row]) -> None:
    found = {row["id"]: row for row in rows}
    for row in rows:
        row["reporter"], row["subjects"] = {"kind": row.pop("reporter_kind")}, []
    for link in cursor.execute(LINKS, [me, list(found)]).fetchall():
        found[link.pop("incident_id")]["subjects"].append(link)


def _opened(cursor: str) -> list[str]:
    packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[TAG:]
    return [text for _, text in orjson.loads(packed)]


def _sealed(letter: str, *parts: object) -> str:
    packed = bytes(TAG) + orjson.dumps([[letter, str(part)] for part in parts])
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
