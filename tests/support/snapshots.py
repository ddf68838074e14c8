"""Snapshots of everything that an organisation can see; equal ones show that nothing changed for it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy.orm import Session

from services import escalations, incidents, member_cases, organisations, queries, statistics
from services.core import clock
from services.core.errors import DomainError
from services.events import feed
from services.policy.actor import Actor
from services.policy.field_access import ResourceView
from services.statistics.weeks import format_week, get_monday
from tests.support.databases import Database
from tests.support.service_calls import dry_run_as
from tests.support.tables import list_tenant_tables, select_visible_rows

ONE_LARGE_PAGE = queries.Keyset(limit=10_000)
Snapshot = dict[str, Any]


def dump_views(organisation: UUID) -> bytes:
    """Return as JSON every list, every resource with its history, and the whole feed of the organisation."""
    return orjson.dumps(
        dry_run_as(organisation, _read_everything), option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    )


def dump_rows(database: Database, organisation: UUID) -> bytes:
    """Return every row that row-level security lets the organisation see, as text."""
    ((_, rows),) = select_visible_rows(database, [organisation], *list_tenant_tables(database))
    return repr(rows).encode()


def _read_everything(session: Session, actor: Actor) -> Snapshot:
    return {
        "me": organisations.get_own_organisation(session, actor),
        "organisations": organisations.list_organisations(session, actor, ONE_LARGE_PAGE),
        "feed": feed.read_changes(session, actor, None, 10_000),
        "oversights": organisations.list_oversights(session, actor, ONE_LARGE_PAGE),
        "statistics": _read_statistics(session, actor),
        "member_cases": [
            member_cases.get_member_case(session, actor, case["id"])
            for case in member_cases.list_member_cases(session, actor, ONE_LARGE_PAGE)
        ],
        "incidents": [
            _read_incident(session, actor, incident["id"])
            for incident in incidents.list_incidents(session, actor, ONE_LARGE_PAGE)
        ],
        "escalations": [
            _read_escalation(session, actor, escalation["id"])
            for escalation in escalations.list_escalations(session, actor, ONE_LARGE_PAGE)
        ],
    }


def _read_incident(session: Session, actor: Actor, incident_id: UUID) -> Snapshot:
    return {
        "incident": incidents.get_incident(session, actor, incident_id),
        "subjects": incidents.list_subjects(session, actor, incident_id),
        "transitions": incidents.list_incident_transitions(session, actor, incident_id),
    }


def _read_escalation(session: Session, actor: Actor, escalation_id: UUID) -> Snapshot:
    escalation = escalations.get_escalation(session, actor, escalation_id)
    return {
        "escalation": escalation,
        "transitions": escalations.list_escalation_transitions(session, actor, escalation_id),
        "notices": escalations.list_notices(session, actor, escalation_id),
        "decisions": escalations.list_decisions(session, actor, escalation_id),
        "verifications": [
            escalations.list_verifications(session, actor, link["subject_id"]) for link in escalation["subjects"]
        ],
    }


def _read_statistics(session: Session, actor: Actor) -> list[ResourceView]:
    week = format_week(get_monday(clock.now()))
    figures = []
    for nation in ("ENG", "WLS", "SCT", "NIR"):
        with suppress(DomainError):
            figure = statistics.get_statistic(session, actor, nation=nation, week=week)
            # The current week differs between snapshots and is not confidential.
            figures.append({name: value for name, value in figure.items() if name != "week"})
    return figures
