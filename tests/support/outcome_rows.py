"""The rows that outcomes leave behind, comparable between two ways of writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from services import organisations
from services.core import db
from services.core.sealed_columns import load_data_keys, unseal_row
from services.core.tenant_ids import invert_tenant_id
from services.events.audit_hash import compute_audit_hash
from services.models import IncidentSubject
from tests.support.tables import Row

SET_ORGANISATION = text(
    "select set_config('app.organisation', :me, true), set_config('app.registration', :registered, true)"
)
# The helpline sees all rows of these tables, and each organisation its own feed.
TABLES = ("incident", "incident_subject", "transition", "event", "feed_head", "procrastinate_jobs")
RowsByTable = dict[str, list[Row]]


def dry_run(
    helpline: UUID, readers: Sequence[UUID], verb: Callable[..., object], *arguments: object
) -> tuple[object, RowsByTable]:
    """Call the verb as the helpline, return its result and all rows that there are then, and roll back.

    Ids of events and jobs, and encrypted values, differ from one call to the next: they are replaced by what they stand
    for.
    """
    with db.transaction(helpline) as session:
        result = verb(session, organisations.load_actor(session, helpline), *arguments)
        rows = {table: _select_rows(session, table) for table in TABLES}
        rows["incident_subject"] = list(_decrypt(session, rows["incident_subject"]))
        rows["feed_entry"] = [row for reader in readers for row in _select_feed(session, reader)]
        session.rollback()
    names = {str(row["id"]): f"event {row['resource_id']} {row['version']}" for row in rows["event"]}
    normalized = {table: [_normalize(row, names) for row in table_rows] for table, table_rows in rows.items()}
    return result, {table: sorted(table_rows, key=repr) for table, table_rows in normalized.items()}


def _select_rows(session: Session, table: str) -> list[Row]:
    """Return all rows of the table that the acting organisation can see."""
    return [dict(row) for row in session.execute(text(f"select * from {table}")).mappings()]


def _select_feed(session: Session, reader: UUID) -> list[Row]:
    """Return the feed of an organisation, as this transaction sees it."""
    session.execute(SET_ORGANISATION, {"me": str(reader), "registered": str(invert_tenant_id(reader))})
    return _select_rows(session, "feed_entry")


def _decrypt(session: Session, links: Sequence[Row]) -> Iterator[Row]:
    """Yield the links with their texts in clear."""
    data_keys = load_data_keys(session, {(link["owner_id"], link["incident_id"]) for link in links})
    for link in links:
        yield unseal_row(data_keys.get((link["owner_id"], link["incident_id"])), IncidentSubject, link)


def _normalize(row: Row, names: dict[str, str]) -> Row:
    """Return the row with names for ids of events, and without what differs from one call to the next."""
    normalized: Row = {column: names.get(str(value), value) for column, value in row.items()}
    if "leaf" in row:
        normalized["leaf"] = row["leaf"] == compute_audit_hash(row)
    if "task_name" in row:
        normalized["args"] = {name: names.get(str(value), value) for name, value in row["args"].items()}
        normalized["id"] = None
        normalized["scheduled_at"] = row["scheduled_at"] and _count_minutes(row["scheduled_at"])
    return normalized


def _count_minutes(moment: datetime) -> int:
    """Return the number of minutes from the real present, whatever time the test has frozen, to the moment."""
    return round((moment - datetime.now(UTC)).total_seconds() / 60)
