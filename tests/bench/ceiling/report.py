"""A report with all its rows."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID, uuid4

import orjson

from services.access.agreements import COVERED_SQL
from tests.bench.ceiling.connection import Cursor, acting
from tests.bench.ceiling.reads import MANY, dumps, incidents_of
from tests.bench.ceiling.record import WRAPPED, append, body_of, claim, keep, new_id, now, plain

DATA_CLASSES = ("incident_core", "subject_locator", "school_identity")
HELPLINE = plain(f"""
select id from organisation
where kind = 'helpline' and listed and status = 'active' and {COVERED_SQL.format(other="id")} order by id limit 1
""")
ACCESS = """
insert into access (organisation_id, kind, resource_id, owner_id, may)
values (%s, %s, %s, %s, 'write'), (%s, %s, %s, %s, %s) on conflict do nothing
"""
DATA_KEY = "insert into data_key (owner_id, resource_id, wrapped) values (%s, %s, %s)"
INCIDENT = """
insert into incident (reference, reporter_kind, helpline_id, school_id, school_confirmed, nation, affected_kind,
  affected_person, summary_neutral, harm_categories, priority, reported_at, view_band, allegation_flag, state,
  owner_id, id, created_at, updated_at, version)
values (%(reference)s, 'school', %(helpline)s, %(me)s, true, %(nation)s, %(affected_kind)s, %(affected_person)s,
  %(summary_neutral)s, %(harm_categories)s, 'P2', %(now)s, 'unknown', 'none', 'submitted', %(me)s, %(id)s, %(now)s,
  %(now)s, 1)
"""
SUBJECT = """
insert into subject (id, canonical_key, canon_version, platform, type) values (%s, %s, 1, 'tiktok', 'video')
on conflict (canonical_key) do nothing
"""
KNOWN = "select id from subject where canonical_key = %s"
LOCATOR = """
insert into subject_locator (owner_id, subject_id, ciphertext, created_at, updated_at) values (%s, %s, %s, %s, %s)
"""
LINK = """
insert into incident_subject (owner_id, incident_id, subject_id, type, role, created_at, updated_at)
values (%s, %s, %s, 'video', 'primary', %s, %s)
"""
# A school sees its own field more.
OWN = MANY.replace("i.poster", "i.poster, i.staff_absence")


def report(environ: dict[str, Any]) -> bytes:
    """The incident as its reporter sees it."""
    body = body_of(environ)
    told = orjson.loads(body)
    with acting(environ) as (cursor, claims):
        key = claim(cursor, claims, environ, body)
        helpline = _helpline(cursor)
        incident_id = _write(cursor, claims, helpline, told)
        for link in told["links"]:
            _attach(cursor, UUID(claims["org"]), helpline, incident_id, link["url"])
        append(cursor, claims, "incident.submitted", "incident", incident_id, 1)
        (found,) = incidents_of(cursor, claims["org"], [incident_id], OWN)
        answer = dumps(found)
        keep(cursor, claims, key, "incident", incident_id, answer)
    return answer


def _helpline(cursor: Cursor) -> UUID:
    terms = {"classes": list(DATA_CLASSES), "moment": now()}
    (found,) = cursor.execute(HELPLINE, terms).fetchall()
    helpline: UUID = found["id"]
    return helpline


def _write(cursor: Cursor, claims: dict[str, Any], helpline: UUID, told: dict[str, Any]) -> UUID:
    me, incident_id = UUID(claims["org"]), new_id()
    cursor.execute(ACCESS, [me, "incident", incident_id, me, helpline, "incident", incident_id, me, "write"])
    cursor.execute(DATA_KEY, [me, incident_id, os.urandom(WRAPPED)])
    reference = f"INC-{uuid4().hex[:8].upper()}"
    made = {"reference": reference, "helpline": helpline, "me": me, "id": incident_id, "now": now()}
    cursor.execute(INCIDENT, {**told, **made, "nation": claims["nations"][0]})
    return incident_id


def _attach(cursor: Cursor, me: UUID, helpline: UUID, incident_id: UUID, url: str) -> None:
    fingerprint = url.rpartition("/")[2].encode().rjust(32, b"\0")
    cursor.execute(SUBJECT, [uuid4(), fingerprint])
    (known,) = cursor.execute(KNOWN, [fingerprint]).fetchall()
    subject_id = known["id"]
    cursor.execute(ACCESS, [me, "subject", subject_id, me, helpline, "subject", subject_id, me, "read"])
    cursor.execute(DATA_KEY, [me, subject_id, os.urandom(WRAPPED)])
    at = now()
    cursor.execute(LOCATOR, [me, subject_id, os.urandom(28) + url.encode(), at, at])
    cursor.execute(LINK, [me, incident_id, subject_id, at, at])
