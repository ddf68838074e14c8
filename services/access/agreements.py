"""Whether anything may pass between two organisations. Without a signed, unexpired agreement: nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core import clock
from services.core.errors import Forbidden
from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch, fetch_rows
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

# What passes to those who oversee a school.
OVERSIGHT_DATA_CLASSES = (DataClass.INCIDENT_CORE, DataClass.SCHOOL_IDENTITY, DataClass.OUTCOME)
COVERED_SQL = (
    "(select bool_and(route_open({other}, data_class, :moment)) from unnest(cast(:classes as text[])) as data_class)"
)


class NoAgreement(Forbidden):
    """No data-sharing agreement in force covers this exchange of data."""

    code = "no_agreement"


def is_covered(session: Session, other_id: UUID, *data_classes: DataClass) -> bool:
    """Whether agreements between the organisation that acts and the other cover all these classes of data now."""
    return read_coverage(fetch_rows(session, coverage_statement(other_id, *data_classes)))


def coverage_statement(other_id: UUID, *data_classes: DataClass) -> BoundStatement:
    """The same question, for whoever has other things to ask as well."""
    return _select_coverage().bind(other=other_id, **_coverage_parameters(data_classes))


def read_coverage(rows: Sequence[Row]) -> bool:
    """The answer to the question."""
    return bool(rows[0]["open"])


def require_agreement(session: Session, other_id: UUID, *data_classes: DataClass) -> None:
    """NoAgreement unless every class is covered."""
    if not is_covered(session, other_id, *data_classes):
        raise NoAgreement


def find_helpline(session: Session, *data_classes: DataClass) -> UUID:
    """The helpline with which the organisation that acts has an agreement; NoAgreement when there is none."""
    return _require_helpline(fetch_rows(session, _select_helpline().bind(**_coverage_parameters(data_classes))))


def find_report_recipients(
    session: Session, reporter_id: UUID, *data_classes: DataClass
) -> tuple[UUID, tuple[UUID, ...]]:
    """The helpline for a report, and the trust or local authority that the reporter lets look on, if it does."""
    overseers = _select_overseers().bind(me=reporter_id, **_coverage_parameters(OVERSIGHT_DATA_CLASSES))
    helplines, looking_on = fetch_batch(
        session, _select_helpline().bind(**_coverage_parameters(data_classes)), overseers
    )
    return _require_helpline(helplines), tuple(row["id"] for row in looking_on)


def _require_helpline(found: Sequence[Row]) -> UUID:
    if not found:
        raise NoAgreement
    helpline_id: UUID = found[0]["id"]
    return helpline_id


def _coverage_parameters(data_classes: Sequence[DataClass]) -> dict[str, Any]:
    return {"classes": [data_class.value for data_class in data_classes], "moment": clock.now()}


@compiled_once
def _select_coverage() -> Executable:
    return text(f"select {COVERED_SQL.format(other=':other')} as open")


@compiled_once
def _select_helpline() -> Executable:
    return text(f"""
        select id from organisation
        where kind = '{Kind.HELPLINE}' and listed and status = 'active' and {COVERED_SQL.format(other="id")}
        order by id limit 1
    """)


@compiled_once
def _select_overseers() -> Executable:
    return text(f"""
        select overseer_id as id from oversight join organisation on organisation.id = overseer_id
        where owner_id = :me and in_force and status = 'active' and {COVERED_SQL.format(other="overseer_id")}
        order by overseer_id
    """)
