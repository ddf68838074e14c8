"""A platform's decision with all its rows."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import orjson
from psycopg.types.json import Jsonb

from tests.bench.ceiling.connection import Cursor, acting
from tests.bench.ceiling.reads import dumps
from tests.bench.ceiling.record import append, body_of, claim, keep, new_id, now, route_open

ESCALATION = """
select e.owner_id, e.id, e.state, e.version, e.platform_id from escalation e
join access a on e.id = a.resource_id and e.owner_id = a.owner_id
where a.organisation_id = %s and a.kind = 'escalation' and a.resource_id = %s for update of e
"""
EARLIER = "select id, digest from decision where platform_id = %s and puid = %s"
PARTS = "select subject_id from escalation_subject where owner_id = %s and escalation_id = %s"
DECIDED = "select subject_id, action, decline_reason from decision_subject where owner_id = %s and escalation_id = %s"
DECISION = """
insert into decision (escalation_id, platform_id, puid, digest, posted_by_client_id, decided_at, recorded_at,
  territorial_scope, automated_detection, automated_decision, late, owner_id, id)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, false, %s, %s)
"""
PART = """
insert into decision_subject (owner_id, decision_id, subject_id, escalation_id, action, policy_code)
values (%s, %s, %s, %s, %s, %s)
"""
MOVE = """
update escalation set state = %s, updated_at = %s, version = %s where owner_id = %s and id = %s and version = %s
"""
TRANSITION = """
insert into transition (owner_id, resource_id, version, noun, action, source, target, by, at)
values (%s, %s, %s, 'escalation', 'record_decision', %s, 'actioned', 'platform', %s)
"""
JOB = """
select procrastinate_defer_jobs_v1(
  array[row('record', 'fan_out_escalation', 0, null, null, %s, null)::procrastinate_job_to_defer_v1])
"""

Row = dict[str, Any]


def decide(environ: Row, escalation_id: str) -> bytes:
    """The decision as the platform sees it."""
    body = body_of(environ)
    told = orjson.loads(body)
    with acting(environ) as (cursor, claims):
        key = claim(cursor, claims, environ, body)
        (escalation,) = cursor.execute(ESCALATION, [claims["org"], UUID(escalation_id)]).fetchall()
        route_open(cursor, escalation["owner_id"], "outcome")
        _require_undecided(cursor, claims, escalation, told)
        answer = dumps(_write(cursor, claims, escalation, told))
        _move(cursor, escalation)
        cause = append(cursor, claims, "decision.recorded", "escalation", escalation["id"], escalation["version"] + 1)
        arguments = {"organisation_id": escalation["owner_id"], "escalation_id": escalation["id"], "cause_id": cause}
        cursor.execute(JOB, [Jsonb({name: str(value) for name, value in arguments.items()})])
        keep(cursor, claims, key, "escalation", escalation["id"], answer)
    return answer


def _require_undecided(cursor: Cursor, claims: Row, escalation: Row, told: Row) -> None:
    of_it = [escalation["owner_id"], escalation["id"]]
    earlier = cursor.execute(EARLIER, [claims["org"], told["puid"]]).fetchall()
    parts = {row["subject_id"] for row in cursor.execute(PARTS, of_it)}
    decided = cursor.execute(DECIDED, of_it).fetchall()
    if earlier or decided or not {UUID(one["subject_id"]) for one in told["subjects"]} <= parts:
        raise ValueError


def _write(cursor: Cursor, claims: Row, escalation: Row, told: Row) -> Row:
    decision_id, at, owner_id = new_id(), now(), escalation["owner_id"]
    digest = hashlib.sha256(told["puid"].encode()).hexdigest()
    automated = told["automated_detection"], told["automated_decision"]
    posted = [claims["org"], told["puid"], digest, claims["client_id"], told["decided_at"], at]
    cursor.execute(DECISION, [escalation["id"], *posted, told["territorial_scope"], *automated, owner_id, decision_id])
    for one in told["subjects"]:
        decided = [one["subject_id"], escalation["id"], one["action"], one["policy_code"]]
        cursor.execute(PART, [owner_id, decision_id, *decided])
    nothing = dict.fromkeys(("ground", "decline_reason", "facts_neutral", "explanation"))
    made = {"id": decision_id, "escalation_id": escalation["id"], "recorded_at": at, "applied_at": None, "late": False}
    subjects = [{**nothing, **one} for one in told["subjects"]]
    return {**told, **made, "subjects": subjects, "posted_by_client_id": claims["client_id"]}


def _move(cursor: Cursor, escalation: Row) -> None:
    at, owner_id, version = now(), escalation["owner_id"], escalation["version"]
    cursor.execute(MOVE, ["actioned", at, version + 1, owner_id, escalation["id"], version])
    cursor.execute(TRANSITION, [owner_id, escalation["id"], version + 1, escalation["state"], at])
