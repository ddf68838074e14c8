"""Report an incident with all its rows."""

from __future__ import annotations

import os
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

DATA_CLASSES = ("incident_core", "subject_locator", "school_identity")
SELECT_HELPLINE = to_psycopg(f"""
select id from organisation
where kind = 'helpline' and listed and status = 'active' and {COVERED_SQL.format(other="id")} order by id limit 1
""")
INSERT_ACCESS = """
insert into access (organisation_id, kind, resource_id, owner_id, may)
values (%s, %s, %s, %s, 'write'), (%s, %s, %s, %s, %s) on conflict do nothing
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
# A school sees one more field of its own incident.
SELECT_OWN_INCIDENTS = SELECT_INCIDENTS.replace("i.poster", "i.poster, i.staff_absence")


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
        helpline_id = _find_helpline(cursor)
        incident_id = _insert_incident(cursor, caller, helpline_id, body)
        for link in body["links"]:
            _insert_link(cursor, caller.organisation_id, helpline_id, incident_id, link["url"])
        append_event(cursor, caller, "incident.submitted", "incident", incident_id, 1)
        (incident,) = load_incidents(cursor, caller.organisation_id, [incident_id], SELECT_OWN_INCIDENTS)
        response = encode_json(incident)
        store_response(cursor, caller, key, "incident", incident_id, response)
    return response


def _find_helpline(cursor: Cursor) -> UUID:
    """Return the id of the helpline with which the caller has an agreement."""
    parameters = {"classes": list(DATA_CLASSES), "moment": current_time()}
    (row,) = cursor.execute(SELECT_HELPLINE, parameters).fetchall()
    helpline_id: UUID = row["id"]
    return helpline_id


def _insert_incident(cursor: Cursor, caller: Caller, helpline_id: UUID, body: ReportBody) -> UUID:
    """Insert the incident with access for both organisations and a data key; return its id."""
    owner_id, incident_id = caller.organisation_id, new_id()
    _insert_access(cursor, "incident", incident_id, owner_id, helpline_id, "write")
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
    _insert_access(cursor, "subject", subject_id, owner_id, helpline_id, "read")
    cursor.execute(INSERT_DATA_KEY, [owner_id, subject_id, os.urandom(WRAPPED_KEY_BYTES)])
    now = current_time()
    ciphertext = os.urandom(ENCRYPTION_OVERHEAD_BYTES) + url.encode()
    cursor.execute(INSERT_LOCATOR, [owner_id, subject_id, ciphertext, now, now])
    cursor.execute(INSERT_LINK, [owner_id, incident_id, subject_id, now, now])


def _insert_access(
    cursor: Cursor, kind: str, resource_id: UUID, owner_id: UUID, helpline_id: UUID, helpline_access: str
) -> None:
    """Give the owner write access to a resource, and the helpline read or write access."""
    owner_row = [owner_id, kind, resource_id, owner_id]
    helpline_row = [helpline_id, kind, resource_id, owner_id, helpline_access]
    cursor.execute(INSERT_ACCESS, [*owner_row, *helpline_row])
