"""Report an incident with all its rows."""

from __future__ import annotations

import os
from typing import TypedDict
from uuid import UUID, uuid4

import orjson

from services.access.agreements import COVERED_SQL
from tests.bench.ceiling.caller import Caller, Environ, identify, run_write
from tests.bench.ceiling.documents import ENCRYPTION_OVERHEAD_BYTES, OWN_INCIDENT, format_times
from tests.bench.ceiling.pipeline import BoundStatement, Statement
from tests.bench.ceiling.writes import (
    WRAPPED_KEY_BYTES,
    append_event_statement,
    bind_event,
    bind_idempotency_key,
    current_time,
    fake_sealed,
    new_id,
    read_body,
    recall,
    remember,
)

DATA_CLASSES = ["incident_core", "subject_locator", "school_identity"]
OVERSIGHT_DATA_CLASSES = ["incident_core", "school_identity", "outcome"]
FIND_NATION = Statement(f"select {remember('nation', 'select nations[1] from organisation where id = :me::uuid')}")
COVERED = COVERED_SQL.replace(":nation", recall("nation", "text"))
FIND_HELPLINE = Statement(
    "select "
    + remember(
        "helpline",
        "select id from organisation where kind = 'helpline' and listed and status = 'active'"
        f" and {COVERED.format(other='id')} order by id limit 1",
    )
)
INSERT_INCIDENT_ACCESS = Statement(f"""
insert into access (organisation_id, kind, resource_id, owner_id, may)
select receiver, 'incident', :id::uuid, :me::uuid, may from (
  values (:me::uuid, 'write'), ({recall("helpline")}, 'write')
  union all select overseer_id, 'read' from oversight join organisation on organisation.id = overseer_id
  where owner_id = :me and in_force and status = 'active' and {COVERED.format(other="overseer_id")}
) granted (receiver, may) on conflict do nothing
""")
INSERT_DATA_KEY = Statement("insert into data_key (owner_id, resource_id, wrapped) values (:me, :id, :wrapped)")
INSERT_INCIDENT = Statement(f"""
insert into incident (reference, reporter_kind, helpline_id, school_id, school_confirmed, nation, affected_kind,
  affected_person, summary_neutral, harm_categories, priority, reported_at, view_band, allegation_flag, state,
  owner_id, id, created_at, updated_at, version)
values (:reference, 'school', {recall("helpline")}, :me, true, {recall("nation", "text")}, :affected_kind,
  :affected_person, :summary_neutral, :harm_categories, 'P2', :now, 'unknown', 'none', 'submitted',
  :me, :id, :now, :now, 1)
""")
INSERT_SUBJECT = Statement("""
insert into subject (id, canonical_key, canon_version, platform, type) values (:id, :fingerprint, 1, 'tiktok', 'video')
on conflict (canonical_key) do nothing
""")
FIND_SUBJECT = Statement(f"select {remember('subject', 'select id from subject where canonical_key = :fingerprint')}")
INSERT_SUBJECT_ACCESS = Statement(f"""
insert into access (organisation_id, kind, resource_id, owner_id, may)
select receiver, 'subject', {recall("subject")}, :me::uuid, may
from (values (:me::uuid, 'write'), ({recall("helpline")}, 'read')) granted (receiver, may) on conflict do nothing
""")
INSERT_SUBJECT_DATA_KEY = Statement(f"""
insert into data_key (owner_id, resource_id, wrapped) values (:me, {recall("subject")}, :wrapped)
""")
INSERT_LOCATOR = Statement(f"""
insert into subject_locator (owner_id, subject_id, ciphertext, created_at, updated_at)
values (:me, {recall("subject")}, :ciphertext, :now, :now)
""")
INSERT_LINK = Statement(f"""
insert into incident_subject (owner_id, incident_id, subject_id, type, role, warnings, created_at, updated_at)
values (:me, :incident_id, {recall("subject")}, 'video', 'primary', '{{}}', :now, :now)
""")
APPEND_EVENT = append_event_statement()
# The stored response is as long as the encrypted one.
STORE_RESPONSE = Statement(f"""
with response as (select row_to_json(d)::text as document from ({OWN_INCIDENT} and a.resource_id = :id) d),
stored as (
  update idempotency_key
  set resource = 'incident', resource_id = :id, response = :overhead::bytea || convert_to(document, 'UTF8')
  from response where organisation_id = :me and client_id = :client_id and key = :key
)
select document from response
""")


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
    caller, incident_id = identify(environ), new_id()
    key, claim_key = bind_idempotency_key(caller, environ, raw_body)
    moment = {"me": caller.me, "moment": current_time()}
    event = bind_event(
        APPEND_EVENT,
        caller,
        new_id(),
        "incident.submitted",
        "incident",
        incident_id,
        details={},
        change={"changed": []},
    )
    response = {"me": caller.me, "client_id": caller.client_id, "key": key, "id": incident_id}
    *_, ((document,),), _ = run_write(
        caller,
        claim_key,
        FIND_NATION.bind(**moment),
        FIND_HELPLINE.bind(**moment, classes=DATA_CLASSES),
        INSERT_INCIDENT_ACCESS.bind(**moment, id=incident_id, classes=OVERSIGHT_DATA_CLASSES),
        *_insert_incident(caller, incident_id, body),
        *(statement for link in body["links"] for statement in _insert_link(caller, incident_id, link["url"])),
        STORE_RESPONSE.bind(**response, overhead=os.urandom(ENCRYPTION_OVERHEAD_BYTES)),
        # Last, because it locks the feeds of all recipients.
        event,
    )
    return format_times(document)


def _insert_incident(caller: Caller, incident_id: UUID, body: ReportBody) -> list[BoundStatement]:
    """Return the statements that insert the incident with its data key."""
    row = {
        **body,
        "summary_neutral": fake_sealed(body["summary_neutral"]),
        "reference": f"INC-{uuid4().hex[:8].upper()}",
        "me": caller.me,
        "id": incident_id,
        "now": current_time(),
    }
    wrapped = os.urandom(WRAPPED_KEY_BYTES)
    return [INSERT_DATA_KEY.bind(me=caller.me, id=incident_id, wrapped=wrapped), INSERT_INCIDENT.bind(**row)]


def _insert_link(caller: Caller, incident_id: UUID, url: str) -> list[BoundStatement]:
    """Return the statements that insert the subject of a URL, its locator and its link to the incident."""
    row = {
        "me": caller.me,
        "incident_id": incident_id,
        "id": uuid4(),
        "fingerprint": url.rpartition("/")[2].encode().rjust(32, b"\0"),
        "wrapped": os.urandom(WRAPPED_KEY_BYTES),
        "ciphertext": fake_sealed(url),
        "now": current_time(),
    }
    statements = (
        INSERT_SUBJECT,
        FIND_SUBJECT,
        INSERT_SUBJECT_ACCESS,
        INSERT_SUBJECT_DATA_KEY,
        INSERT_LOCATOR,
        INSERT_LINK,
    )
    return [statement.bind(**row) for statement in statements]
