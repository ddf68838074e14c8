"""Read an incident, a page of incidents and a page of the change feed, as the helpline sees them.

PostgreSQL writes the JSON of incidents and escalations.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import parse_qs

import orjson

from tests.bench.ceiling.caller import Environ, identify, run_read
from tests.bench.ceiling.documents import ESCALATION, ESCALATION_FIELDS, INCIDENT, INCIDENT_FIELDS, format_times
from tests.bench.ceiling.pipeline import Statement

# As long as the signature of a cursor of the service: HMAC-SHA256 in base64.
FAKE_SIGNATURE = "0" * 43
FIELDS = {"incident": INCIDENT_FIELDS, "escalation": ESCALATION_FIELDS}
SELECT_INCIDENT = Statement(f"select row_to_json(d) from ({INCIDENT} and a.resource_id = :id) d")


@cache
def select_incidents_page(limit: int) -> Statement:
    """Return the statement that selects id and document of the incidents after a cursor.

    The limit is part of its text: PostgreSQL cannot plan for a limit that is a parameter.
    """
    rows = f"{INCIDENT} and a.resource_id < :after order by a.resource_id desc limit {limit}"
    return Statement(f"select d.id, row_to_json(d) from ({rows}) d")


@cache
def select_entries(limit: int) -> Statement:
    """Return the statement that selects epoch and entries of the feed after a cursor, as one JSON array."""
    return Statement(f"""
    select h.epoch, (select coalesce(json_agg(entry), '[]') from (
      select seq, event_id, kind, resource, resource_id, version, at, change from feed_entry
      where organisation_id = h.organisation_id and seq > :after and seq <= h.last_seq order by seq limit {limit}
    ) entry)
    from feed_head h where h.organisation_id = :me
    """)


@cache
def select_resources(kind: str, document: str, limit: int) -> Statement:
    """Return the statement that selects id and document of the resources of one kind in a page of the feed.

    An array, because PostgreSQL would join a sub-select with everything that the caller can see.
    """
    ids = f"""
    select distinct resource_id from (
      select resource, resource_id from feed_entry where organisation_id = :me and seq > :after
      order by seq limit {limit}
    ) entry where resource = '{kind}'
    """
    return Statement(f"select d.id, row_to_json(d) from ({document} and a.resource_id = any(array({ids}))) d")


def get_incident(environ: Environ, incident_id: str) -> bytes:
    """Return an incident."""
    caller = identify(environ)
    (((document,),),) = run_read(caller, SELECT_INCIDENT.bind(me=caller.me, id=incident_id))
    return format_times(document)


def list_incidents(environ: Environ) -> bytes:
    """Return the page of incidents after a cursor."""
    caller = identify(environ)
    limit, after = _parse_query(environ)
    (rows,) = run_read(caller, select_incidents_page(limit + 1).bind(me=caller.me, after=after))
    has_more = len(rows) > limit
    next_cursor = f"{rows[limit - 1][0].decode()}.{FAKE_SIGNATURE}" if has_more else None
    page = orjson.Fragment(b"[%b]" % b",".join(row[1] for row in rows[:limit]))
    return format_times(orjson.dumps({"data": page, "next_cursor": next_cursor, "has_more": has_more}))


def list_changes(environ: Environ) -> bytes:
    """Return the page of the feed after a cursor, each entry with its resource as it is now."""
    caller = identify(environ)
    limit, cursor = _parse_query(environ)
    parameters = {"me": caller.me, "after": cursor.partition("-")[2]}
    feed, *resources = run_read(
        caller,
        select_entries(limit + 1).bind(**parameters),
        select_resources("incident", INCIDENT, limit).bind(**parameters),
        select_resources("escalation", ESCALATION, limit).bind(**parameters),
    )
    ((epoch, page),) = feed
    documents = {row[0]: row[1] for rows in resources for row in rows}
    entries = orjson.loads(page)
    data = [_add_resource(entry, documents.get(entry["resource_id"].encode())) for entry in entries[:limit]]
    next_cursor = f"{int(epoch)}-{data[-1]['seq']}.{FAKE_SIGNATURE}"
    response = {"data": data, "next_cursor": next_cursor, "has_more": len(entries) > limit}
    return format_times(orjson.dumps(response))


def _add_resource(entry: dict[str, Any], document: bytes | None) -> dict[str, Any]:
    """Return the entry with its resource; without one it names no changed fields and no new parts."""
    change = entry.pop("change")
    if document is None:
        return {**entry, "changed": [], "data": None}
    fields = FIELDS[entry["resource"]]
    changed = [name for name in change["changed"] if name in fields]
    return {**entry, **change, "changed": changed, "data": orjson.Fragment(document)}


def _parse_query(environ: Environ) -> tuple[int, str]:
    """Return limit and key of the request's cursor, without checking the signature that follows the key."""
    query = parse_qs(environ["QUERY_STRING"])
    return int(query["limit"][0]), query["cursor"][0].rpartition(".")[0]
