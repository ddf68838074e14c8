"""Report an incident with all its rows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID, uuid4

import orjson

from services.access.agreements import COVERED_SQL
from tests.bench.ceiling.connection import Caller, Cursor, Environ, caller_transaction
from tests.bench.ceiling.reads import ENCRYPTION_OVERHEAD_BYTES, SELECT_INCIDENTS, encode_json, load_incidents
from tests.bench.ceiling.writes import (
    WRAPPED_KEY_BYTES,
    append_event,
    claim_idempotency_key,
    current_time,
    fake_sealed,
    new_id,
    read_body,
    store_response,
    to_psycopg,
)

OVERSIGHT_DATA_CLASSES = ("incident_core", "school_identity", "outcome")
DATA_CLASSES = ("incident_core", "subject_locator", "school_identity")
SELECT_HELPLINE = to_psycopg(f"""
select id from organisation
where kind = 'helpline' and listed and status = 'active' and {COVERED_SQL.format(other="id")} order by id limit 1
""")
SELECT_OVERSEERS = to_psycopg(f"""
select overseer_id as id from oversight join organisation on organisation.id = overseer_id
where owner_id = :me and in_force and status = 'active' and {COVERED_SQL.format(other="overseer_id")}
order by overseer_id
""")
INSERT_ACCESS = """
insert into access (organisation_id, kind, resource_id, owner_id, may)
select receiver, %s, %s, %s, may from unnest(%s::uuid[], %s::text[]) as granted(receiver, may) on conflict do nothing
"""
INSERT_DATA_KEY = "insert into data_key (owner_id, resource_id, wrapped) values (%s, %s, %s)"
INSERT_INCIDENT = """
insert into incident (reference, reporter_kind, helpline_id, school_id, school_confirmed, nation, affected_kind,
  affected_person, summary_neutral, harm_categories, priority, reported_at, view_band, allegation_flag, state,
  owner_id, id, created_at, updated_at, version)
values (%(reference)s, 'school', %(helpline_id)s, %(owner_id)s, true, %(nation)s, %(affected_kind)s,
  %(affected_person)s, %(summary_neutral)s, %(harm_categories)s, 'P2', %(now)s, 'unknown', 'none', 'submitted',
  %(owner_id)s, %(id)s, %(now)s, %(now)s, 1)
"""
INSERT_SUBJECT = """
insert into subject (id, canonical_key, canon_version, platform, type) values (%s, %s, 1, 'tiktok', 'video')
on conflict (canonical_key) do nothing
"""
SELECT_SUBJECT_ID = "select id from subject where canonical_key = %s"
INSERT_LOCATOR = """
insert into subject_locator (owner_id, subject_id, ciphertext, created_at, updated_at) values (%s, %s, %s, %s, %s)
"""
INSERT_LINK = """
insert into incident_subject (owner_id, incident_id, subject_id, type, role, warnings, created_at, updated_at)
values (%s, %s, %s, 'video', 'primary', '{}', %s, %s)
"""
# A school sees two more fields of its own incident.
SELECT_OWN_INCIDENTS = SELECT_INCIDENTS.replace("i.poster", "i.poster, i.staff_absence, i.external_id")


class LinkBody(TypedDict):
    """A link in the request body."""

    url: str


class ReportBody(TypedDict):
    """The request body."""

    affected_kind: str
    affected_person: bool
    summary_neutral: str
    harm_categories: list[str]
    links: list[LinkBody]


def report_incident(environ: Environ) -> bytes:
    """Report the incident in the request and return it as its reporter sees it."""
    raw_body = read_body(environ)
    body: ReportBody = orjson.loads(raw_body)
    with caller_transaction(environ) as (cursor, caller):
        key = claim_idempotency_key(cursor, caller, environ, raw_body)
        helpline_id, overseer_ids = _find_recipients(cursor, caller)
        incident_id = _insert_incident(cursor, caller, helpline_id, overseer_ids, body)
        for link in body["links"]:
            _insert_link(cursor, caller.organisation_id, helpline_id, incident_id, link["url"])
        append_event(
            cursor, caller, "incident.submitted", "incident", incident_id, 1, details={}, change={"changed": []}
        )
        (incident,) = load_incidents(cursor, caller.organisation_id, [incident_id], SELECT_OWN_INCIDENTS)
        response = encode_json(incident)
        store_response(cursor, caller, key, "incident", incident_id, response)
    return response


def _find_recipients(cursor: Cursor, caller: Caller) -> tuple[UUID, list[UUID]]:
    """Return the id of the helpline with which the caller has an agreement, and of the overseers of the caller."""
    parameters = {"moment": current_time(), "nation": caller.nations[0]}
    (helpline,) = cursor.execute(SELECT_HELPLINE, {**parameters, "classes": list(DATA_CLASSES)}).fetchall()
    parameters = {**parameters, "me": caller.organisation_id, "classes": list(OVERSIGHT_DATA_CLASSES)}
    return helpline["id"], [row["id"] for row in cursor.execute(SELECT_OVERSEERS, parameters)]


def _insert_incident(
    cursor: Cursor, caller: Caller, helpline_id: UUID, overseer_ids: Sequence[UUID], body: ReportBody
) -> UUID:
    """Insert the incident with access for all recipients and a data key; return its id."""
    owner_id, incident_id = caller.organisation_id, new_id()
    _insert_access(cursor, "incident", incident_id, write=[owner_id, helpline_id], read=overseer_ids)
    cursor.execute(INSERT_DATA_KEY, [owner_id, incident_id, os.urandom(WRAPPED_KEY_BYTES)])
    parameters = {
        **body,
        "summary_neutral": fake_sealed(body["summary_neutral"]),
        "reference": f"INC-{uuid4().hex[:8].upper()}",
        "helpline_id": helpline_id,
        "owner_id": owner_id,
        "id": incident_id,
        "now": current_time(),
        "nation": caller.nations[0],
    }
    cursor.execute(INSERT_INCIDENT, parameters)
    return incident_id


def _insert_link(cursor: Cursor, owner_id: UUID, helpline_id: UUID, incident_id: UUID, url: str) -> None:
    """Insert the subject of a URL, its locator and its link to the incident."""
    fingerprint = url.rpartition("/")[2].encode().rjust(32, b"\0")
    cursor.execute(INSERT_SUBJECT, [uuid4(), fingerprint])
    (row,) = cursor.execute(SELECT_SUBJECT_ID, [fingerprint]).fetchall()
    subject_id = row["id"]
    _insert_access(cursor, "subject", subject_id, write=[owner_id], read=[helpline_id])
    cursor.execute(INSERT_DATA_KEY, [owner_id, subject_id, os.urandom(WRAPPED_KEY_BYTES)])
    now = current_time()
    ciphertext = os.urandom(ENCRYPTION_OVERHEAD_BYTES) + url.encode()
    cursor.execute(INSERT_LOCATOR, [owner_id, subject_id, ciphertext, now, now])
    cursor.execute(INSERT_LINK, [owner_id, incident_id, subject_id, now, now])


def _insert_access(
    cursor: Cursor, kind: str, resource_id: UUID, *, write: Sequence[UUID], read: Sequence[UUID]
) -> None:
    """Give organisations write or read access to a resource, which belongs to the first of `write`."""
    rights = ["write"] * len(write) + ["read"] * len(read)
    cursor.execute(INSERT_ACCESS, [kind, resource_id, write[0], [*write, *read], rights])
