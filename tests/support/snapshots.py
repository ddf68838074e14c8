"""Everything that an organisation can see, byte for byte: to show that something changed nothing for it."""

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
from services.statistics.weeks import format_week, get_monday
from tests.support.databases import Database
from tests.support.service_calls import dry_run_as
from tests.support.tables import list_tenant_tables, select_visible_rows

ONE_LARGE_PAGE = queries.Keyset(limit=10_000)
Shown = dict[str, Any]


def dump_views(organisation: UUID) -> bytes:
    """Every list, every single read, every history and the whole feed, as JSON."""
    return orjson.dumps(dry_run_as(organisation, _views), option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def dump_rows(database: Database, organisation: UUID) -> bytes:
    """Every row of every tenant's table that the database itself shows."""
    ((_, rows),) = select_visible_rows(database, [organisation], *list_tenant_tables(database))
    return repr(rows).encode()


def _views(session: Session, actor: Actor) -> Shown:
    return {
        "me": organisations.get_own_organisation(session, actor),
        "organisations": organisations.list_organisations(session, actor, ONE_LARGE_PAGE),
        "feed": feed.read_changes(session, actor, None, 10_000),
        "oversights": organisations.list_oversights(session, actor, ONE_LARGE_PAGE),
        "statistics": _statistics(session, actor),
        "member_cases": [
            member_cases.get_member_case(session, actor, case["id"])
            for case in member_cases.list_member_cases(session, actor, ONE_LARGE_PAGE)
        ],
        "incidents": [
            _incident(session, actor, one["id"]) for one in incidents.list_incidents(session, actor, ONE_LARGE_PAGE)
        ],
        "escalations": [
            _escalation(session, actor, one["id"])
            for one in escalations.list_escalations(session, actor, ONE_LARGE_PAGE)
        ],
    }


def _incident(session: Session, actor: Actor, incident_id: UUID) -> Shown:
    return {
        "itself": incidents.read_incident(session, actor, incident_id),
        "subjects": incidents.list_subjects(session, actor, incident_id),
        "transitions": incidents.read_transitions(session, actor, incident_id),
    }


def _escalation(session: Session, actor: Actor, escalation_id: UUID) -> Shown:
    itself = escalations.read_escalation(session, actor, escalation_id)
    return {
        "itself": itself,
        "transitions": escalations.read_transitions(session, actor, escalation_id),
        "notices": escalations.list_notices(session, actor, escalation_id),
        "decisions": escalations.list_decisions(session, actor, escalation_id),
        "verifications": [
            escalations.list_verifications(session, actor, part["subject_id"]) for part in itself["subjects"]
        ],
    }


def _statistics(session: Session, actor: Actor) -> list[Shown]:
    week = format_week(get_monday(clock.now()))
    told = []
    for nation in ("ENG", "WLS", "SCT", "NIR"):
        with suppress(DomainError):
            figure = statistics.get_statistic(session, actor, nation=nation, week=week)
            # Which week it is now is no secret, and not the same in every snapshot.
            told.append({name: value for name, value in figure.items() if name != "week"})
    return told
