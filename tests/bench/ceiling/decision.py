"""Record a platform's decision with all its rows."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from typing import TypedDict
from uuid import UUID

import orjson

from services.access.agreements import COVERED_SQL
from tests.bench.ceiling.caller import Caller, Environ, identify, run_write
from tests.bench.ceiling.documents import ENCRYPTION_OVERHEAD_BYTES
from tests.bench.ceiling.pipeline import BoundStatement, Statement
from tests.bench.ceiling.writes import (
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

OWNER, STATE, VERSION = recall("owner"), recall("state", "text"), recall("version", "bigint")
LOCK_ESCALATION = Statement(f"""
select {remember("owner", "e.owner_id")}, {remember("state", "e.state")}, {remember("version", "e.version")}
from escalation e join access a on e.id = a.resource_id and e.owner_id = a.owner_id
where a.organisation_id = :me and a.kind = 'escalation' and a.resource_id = :id for update of e
""")
COVERED = COVERED_SQL.format(other=OWNER).replace(":nation", "null").replace(":classes", "'{outcome}'")
# Ends the transaction with an error if a decision exists, or a subject is not part of the escalation.
REFUSE_DECISION = Statement(f"""
select 1 / ({STATE} in ('sent', 'acknowledged', 'under_review') and {COVERED}
  and not exists (select from decision where platform_id = :me and puid_index = :digest)
  and not exists (select from decision_subject where owner_id = {OWNER} and escalation_id = :id)
  and :subject_ids::uuid[] <@ array(
    select subject_id from escalation_subject where owner_id = {OWNER} and escalation_id = :id))::int
""")
INSERT_DECISION = Statement(f"""
insert into decision (escalation_id, platform_id, puid, puid_index, digest, posted_by_client_id, decided_at,
  recorded_at, territorial_scope, automated_detection, automated_decision, late, owner_id, id)
values (:id, :me, :puid, :digest, :digest, :client_id, :decided_at, :now, :territorial_scope, :automated_detection,
  :automated_decision, false, {OWNER}, :decision_id)
""")
INSERT_DECISION_SUBJECT = Statement(f"""
insert into decision_subject (owner_id, decision_id, subject_id, escalation_id, decided_at, action, policy_code)
values ({OWNER}, :decision_id, :subject_id, :id, :decided_at, :action, :policy_code)
""")
UPDATE_ESCALATION = Statement(f"""
update escalation set state = 'actioned', updated_at = :now, version = version + 1
where owner_id = {OWNER} and id = :id and version = {VERSION}
""")
INSERT_TRANSITION = Statement(f"""
insert into transition (owner_id, resource_id, version, resource, action, source, target, by, at)
values ({OWNER}, :id, {VERSION} + 1, 'escalation', 'record_decision', {STATE}, 'actioned', 'platform', :now)
""")
APPEND_EVENT = append_event_statement(f"{VERSION} + 1")
DEFER_FAN_OUT = Statement(f"""
select procrastinate_defer_jobs_v1(array[row('record', 'fan_out_escalation', 0, null, null, jsonb_build_object(
  'organisation_id', {OWNER}, 'escalation_id', :id::uuid, 'cause_id', :event_id::uuid
), null)::procrastinate_job_to_defer_v1])
""")
STORE_RESPONSE = Statement("""
update idempotency_key set resource = 'escalation', resource_id = :id, response = :response
where organisation_id = :me and client_id = :client_id and key = :key
""")
EMPTY_SUBJECT_FIELDS = dict.fromkeys(("change_reason", "ground", "decline_reason", "facts_neutral", "explanation"))


class SubjectDecision(TypedDict):
    """The decision on one subject in the request body."""

    subject_id: str
    action: str
    policy_code: str


class DecisionBody(TypedDict):
    """The request body."""

    puid: str
    decided_at: str
    territorial_scope: list[str]
    automated_detection: bool
    automated_decision: str
    subjects: list[SubjectDecision]


def record_decision(environ: Environ, escalation_id: str) -> bytes:
    """Record the decision in the request and return it as the platform sees it."""
    raw_body = read_body(environ)
    body: DecisionBody = orjson.loads(raw_body)
    caller, decision_id, event_id, now = identify(environ), new_id(), new_id(), current_time()
    key, claim_key = bind_idempotency_key(caller, environ, raw_body)
    response = _render_decision(caller, escalation_id, decision_id, now, body)
    row = {
        **body,
        "me": caller.me,
        "client_id": caller.client_id,
        "id": escalation_id,
        "decision_id": decision_id,
        "event_id": event_id,
        "now": now,
        "puid": fake_sealed(body["puid"]),
        "digest": hashlib.sha256(body["puid"].encode()).digest(),
        "subject_ids": [subject["subject_id"] for subject in body["subjects"]],
        "key": key,
        "response": os.urandom(ENCRYPTION_OVERHEAD_BYTES) + response,
    }
    run_write(
        caller,
        claim_key,
        LOCK_ESCALATION.bind(**row),
        REFUSE_DECISION.bind(**row, moment=now),
        INSERT_DECISION.bind(**row),
        *(_insert_subject(row, subject) for subject in body["subjects"]),
        UPDATE_ESCALATION.bind(**row),
        INSERT_TRANSITION.bind(**row),
        DEFER_FAN_OUT.bind(**row),
        STORE_RESPONSE.bind(**row),
        # Last, because it locks the feeds of all recipients.
        _append_event(caller, event_id, escalation_id, decision_id),
    )
    return response


def _insert_subject(decision: dict[str, object], subject: SubjectDecision) -> BoundStatement:
    """Return the statement that inserts the decision on one subject."""
    return INSERT_DECISION_SUBJECT.bind(**decision, **{**subject, "policy_code": fake_sealed(subject["policy_code"])})


def _append_event(caller: Caller, event_id: UUID, escalation_id: str, decision_id: UUID) -> BoundStatement:
    """Return the statement that appends the event of the decision."""
    return bind_event(
        APPEND_EVENT,
        caller,
        event_id,
        "decision.recorded",
        "escalation",
        escalation_id,
        details={"decision_id": decision_id, "state": "actioned", "late": False},
        change={"changed": ["state", "subjects"], "decision_id": decision_id},
    )


def _render_decision(caller: Caller, escalation_id: str, decision_id: UUID, now: datetime, body: DecisionBody) -> bytes:
    """Return the decision as the platform sees it."""
    subjects = [{**EMPTY_SUBJECT_FIELDS, "decided_at": body["decided_at"], **subject} for subject in body["subjects"]]
    decision = {
        **body,
        "id": decision_id,
        "escalation_id": escalation_id,
        "recorded_at": now,
        "applied_at": None,
        "late": False,
        "subjects": subjects,
        "posted_by_client_id": caller.client_id,
        "external_id": None,
    }
    return orjson.dumps(decision, option=orjson.OPT_UTC_Z)
