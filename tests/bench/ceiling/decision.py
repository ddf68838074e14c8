"""Record a platform's decision with all its rows."""

from __future__ import annotations

import hashlib
from typing import TypedDict
from uuid import UUID

import orjson
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from tests.bench.ceiling.connection import Caller, Cursor, Environ, caller_transaction
from tests.bench.ceiling.reads import encode_json
from tests.bench.ceiling.writes import (
    append_event,
    claim_idempotency_key,
    current_time,
    fake_sealed,
    new_id,
    read_body,
    require_agreement,
    store_response,
)

SELECT_ESCALATION = """
select e.owner_id, e.id, e.state, e.version, e.platform_id from escalation e
join access a on e.id = a.resource_id and e.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = %s for update of e
"""
SELECT_SAME_DECISION = "select id, digest from decision where platform_id = %s and puid_index = %s"
SELECT_SUBJECTS = "select subject_id from escalation_subject where owner_id = %s and escalation_id = %s"
SELECT_EARLIER_DECISIONS = """
select subject_id, action, decline_reason from decision_subject where owner_id = %s and escalation_id = %s
"""
INSERT_DECISION = """
insert into decision (escalation_id, platform_id, puid, puid_index, digest, posted_by_client_id, decided_at,
  recorded_at, territorial_scope, automated_detection, automated_decision, late, owner_id, id)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
INSERT_DECISION_SUBJECT = """
insert into decision_subject (owner_id, decision_id, subject_id, escalation_id, decided_at, action, policy_code)
values (%s, %s, %s, %s, %s, %s, %s)
"""
UPDATE_ESCALATION = """
update escalation set state = %s, updated_at = %s, version = %s where owner_id = %s and id = %s and version = %s
"""
INSERT_TRANSITION = """
insert into transition (owner_id, resource_id, version, resource, action, source, target, by, at)
values (%s, %s, %s, 'escalation', 'record_decision', %s, 'actioned', 'platform', %s)
"""
DEFER_FAN_OUT = """
select procrastinate_defer_jobs_v1(
  array[row('record', 'fan_out_escalation', 0, null, null, %s, null)::procrastinate_job_to_defer_v1])
"""
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
    with caller_transaction(environ) as (cursor, caller):
        key = claim_idempotency_key(cursor, caller, environ, raw_body)
        cursor.execute(SELECT_ESCALATION, [caller.organisation_id, UUID(escalation_id)])
        (escalation,) = cursor.fetchall()
        require_agreement(cursor, escalation["owner_id"], "outcome")
        _require_undecided(cursor, caller, escalation, body)
        decision = _insert_decision(cursor, caller, escalation, body)
        response = encode_json(decision)
        _update_state(cursor, escalation)
        event_id = append_event(
            cursor,
            caller,
            "decision.recorded",
            "escalation",
            escalation["id"],
            escalation["version"] + 1,
            details={"decision_id": decision["id"], "state": "actioned", "late": decision["late"]},
            change={"changed": ["state", "subjects"], "decision_id": decision["id"]},
        )
        _defer_fan_out(cursor, escalation, event_id)
        store_response(cursor, caller, key, "escalation", escalation["id"], response)
    return response


def _require_undecided(cursor: Cursor, caller: Caller, escalation: DictRow, body: DecisionBody) -> None:
    """Raise ValueError if the escalation has a decision, or does not contain the subjects of this one."""
    parameters = [escalation["owner_id"], escalation["id"]]
    same = cursor.execute(
        SELECT_SAME_DECISION, [caller.organisation_id, hashlib.sha256(body["puid"].encode()).digest()]
    ).fetchall()
    subject_ids = {row["subject_id"] for row in cursor.execute(SELECT_SUBJECTS, parameters)}
    earlier = cursor.execute(SELECT_EARLIER_DECISIONS, parameters).fetchall()
    if same or earlier or not {UUID(subject["subject_id"]) for subject in body["subjects"]} <= subject_ids:
        raise ValueError


def _insert_decision(cursor: Cursor, caller: Caller, escalation: DictRow, body: DecisionBody) -> dict[str, object]:
    """Insert the decision with its subjects and return it as the platform sees it."""
    decision_id, now, owner_id = new_id(), current_time(), escalation["owner_id"]
    is_late = escalation["state"] == "closed"
    digest = hashlib.sha256(body["puid"].encode()).digest()
    columns = [
        escalation["id"],
        caller.organisation_id,
        fake_sealed(body["puid"]),
        digest,
        digest,
        caller.client_id,
        body["decided_at"],
        now,
        body["territorial_scope"],
        body["automated_detection"],
        body["automated_decision"],
        is_late,
        owner_id,
        decision_id,
    ]
    cursor.execute(INSERT_DECISION, columns)
    for subject in body["subjects"]:
        row = [subject["subject_id"], escalation["id"], body["decided_at"], subject["action"]]
        cursor.execute(INSERT_DECISION_SUBJECT, [owner_id, decision_id, *row, fake_sealed(subject["policy_code"])])
    return {
        **body,
        "id": decision_id,
        "escalation_id": escalation["id"],
        "recorded_at": now,
        "applied_at": None,
        "late": is_late,
        "subjects": [
            {**EMPTY_SUBJECT_FIELDS, "decided_at": body["decided_at"], **subject} for subject in body["subjects"]
        ],
        "posted_by_client_id": caller.client_id,
        "external_id": None,
    }


def _update_state(cursor: Cursor, escalation: DictRow) -> None:
    """Set the state to `actioned` and record the transition."""
    now, owner_id, version = current_time(), escalation["owner_id"], escalation["version"]
    cursor.execute(UPDATE_ESCALATION, ["actioned", now, version + 1, owner_id, escalation["id"], version])
    cursor.execute(INSERT_TRANSITION, [owner_id, escalation["id"], version + 1, escalation["state"], now])


def _defer_fan_out(cursor: Cursor, escalation: DictRow, event_id: UUID) -> None:
    """Insert the job that passes the decision on to all incidents."""
    arguments = {"organisation_id": escalation["owner_id"], "escalation_id": escalation["id"], "cause_id": event_id}
    cursor.execute(DEFER_FAN_OUT, [Jsonb({name: str(value) for name, value in arguments.items()})])
