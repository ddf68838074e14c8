"""One decision on a post that a thousand incidents name: until every reporter has it in its feed."""

from __future__ import annotations

import os
import time
from typing import Any
from uuid import UUID

import psycopg

from services.embedded_postgres import processes
from services.embedded_postgres.child_process import terminate_process
from tests.bench import load
from tests.bench.operations import decision
from tests.bench.site import Site
from tests.support.databases import set_environment

INCIDENTS = 1000
PATIENCE = 120
GLANCE = 0.1
# What the measured decisions have left in the queue would be done first.
EMPTY = "truncate procrastinate_jobs cascade"
NAME = """
insert into incident_subject (owner_id, incident_id, subject_id, type, role, created_at, updated_at)
select owner_id, id, %(subject)s, 'video', 'related', created_at, updated_at from incident
where state in ('accepted', 'in_escalation') limit %(incidents)s on conflict do nothing
"""
# The incidents that can be told anything new: taken up by the helpline, and without an outcome.
BEHIND = """
select count(*) from incident_subject l join incident i on i.owner_id = l.owner_id and i.id = l.incident_id
where l.subject_id = %(subject)s and i.accepted_at is not null
and i.state in ('accepted', 'in_escalation', 'partially_resolved', 'resolved')
and l.outcome_code is null
"""
CAUSE = """
select id from event where organisation_id = %(platform)s and kind = 'decision.recorded' order by id desc limit 1
"""
TOLD = """
select count(*) from event e join incident_subject l on l.incident_id = e.resource_id and l.subject_id = %(subject)s
join feed_entry f on f.organisation_id = l.owner_id and f.event_id = e.id and f.resource_id = e.resource_id
where e.cause_id = %(cause)s
"""

Connection = psycopg.Connection[tuple[Any, ...]]


def measure(site: Site, incidents: int = INCIDENTS) -> str:
    """How long it took, in a sentence."""
    _, subject_id = site.undecided[-1]
    with psycopg.connect(site.database.owner_url, autocommit=True) as owner:
        owner.execute(EMPTY)
        owner.execute(NAME, {"subject": subject_id, "incidents": incidents})
        behind = _one(owner, BEHIND, subject=subject_id)
        worker = processes.start_worker(os.environ | site.database.environment | {"TARIAN_ISSUER": site.issuer})
        try:
            took, told = _watch(owner, site, subject_id, behind)
        finally:
            terminate_process(worker)
    return f"A decision on a post in {behind:,} incidents: {told:,} told in their feeds after {took:.1f} s"


def _watch(owner: Connection, site: Site, subject_id: UUID, behind: int) -> tuple[float, int]:
    with set_environment(site.database.environment):
        request = decision(site)
    begun = time.monotonic()
    load.ask(site.service.port, request, 201)
    cause = _one(owner, CAUSE, platform=site.cast.platforms[0].id)
    while (told := _one(owner, TOLD, subject=subject_id, cause=cause)) < behind:
        if time.monotonic() - begun > PATIENCE:
            break
        time.sleep(GLANCE)
    return time.monotonic() - begun, told


def _one(owner: Connection, statement: str, **given: Any) -> Any:
    found = owner.execute(statement, given).fetchone()
    return found[0] if found else None
