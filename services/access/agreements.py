"""Data-sharing agreements: no data passes between two organisations without one that is signed and in force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core import clock
from services.core.errors import Forbidden
from services.core.statements import BoundStatement, Row, compiled_once, fetch_batch, fetch_rows
from services.core.tenant_ids import invert_tenant_id
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

# The classes of data that a school's overseer receives.
OVERSIGHT_DATA_CLASSES = (DataClass.INCIDENT_CORE, DataClass.SCHOOL_IDENTITY, DataClass.OUTCOME)
# An organisation, and the nation of the data that passes to it; None for any nation.
Exchange = tuple[UUID, str | None]
# `route_open` answers yes or no: a list of parties would reveal one organisation to another.
COVERED_IN_NATION_SQL = (
    "(select bool_and(route_open({other}, data_class, :moment, {nation}))"
    " from unnest(cast(:classes as text[])) as data_class)"
)
COVERED_SQL = COVERED_IN_NATION_SQL.replace("{nation}", "cast(:nation as text)")


class NoAgreement(Forbidden):
    """No data-sharing agreement in force covers this exchange of data."""

    code = "no_agreement"


class NationNotCovered(NoAgreement):
    """Your agreements with helplines do not cover the nation of the report."""

    code = "nation_not_covered"


def is_covered(session: Session, other_id: UUID, *data_classes: DataClass, nation: str | None = None) -> bool:
    """Return True if agreements between the acting and the other organisation cover all these classes of data now.

    With `nation` (ENG, WLS, SCT or NIR), only agreements of this nation count: those of the incident that the data is
    about.
    """
    return read_coverage(fetch_rows(session, coverage_statement(other_id, *data_classes, nation=nation)))


def find_covered(session: Session, exchanges: Collection[Exchange], *data_classes: DataClass) -> set[Exchange]:
    """Return those of the exchanges for which `is_covered` is true, all in one statement."""
    rows = fetch_rows(session, _bind_coverage(list(exchanges), data_classes))
    return {(row["other"], row["nation"]) for row in rows if row["open"]}


def coverage_statement(other_id: UUID, *data_classes: DataClass, nation: str | None = None) -> BoundStatement:
    """Return the statement of `is_covered`, to be sent in a batch; pass its rows to `read_coverage`."""
    return _bind_coverage([(other_id, nation)], data_classes)


def read_coverage(rows: Sequence[Row]) -> bool:
    """Return the result of a coverage statement."""
    (row,) = rows
    return bool(row["open"])


def require_agreement(session: Session, other_id: UUID, *data_classes: DataClass, nation: str | None = None) -> None:
    """Raise NoAgreement unless agreements with the other organisation, of the nation, cover these classes of data."""
    if not is_covered(session, other_id, *data_classes, nation=nation):
        raise NoAgreement


def find_helpline(session: Session, *data_classes: DataClass) -> UUID:
    """Return the id of the first helpline with which agreements cover all these classes of data. Raises NoAgreement."""
    return _require_helpline(fetch_rows(session, _select_helpline().bind(**_coverage_parameters(data_classes))))


def list_helplines(session: Session, *data_classes: DataClass) -> list[UUID]:
    """Return the ids of the active helplines with which agreements cover all these classes of data."""
    rows = fetch_rows(session, _select_helplines().bind(**_coverage_parameters(data_classes)))
    return [row["id"] for row in rows]


def find_report_recipients(
    session: Session, reporter_id: UUID, *data_classes: DataClass, nation: str
) -> tuple[UUID, tuple[UUID, ...]]:
    """Return the helpline for a report from this nation, and the overseers of the reporting school.

    Raises:
        NationNotCovered: the agreements with helplines are those of other nations.
        NoAgreement: there is no agreement with a helpline that covers the data.
    """
    select_helpline = _select_helpline().bind(**_coverage_parameters(data_classes, nation))
    select_overseers = _select_overseers().bind(me=reporter_id, **_coverage_parameters(OVERSIGHT_DATA_CLASSES, nation))
    helplines, overseers = fetch_batch(session, select_helpline, select_overseers)
    if not helplines:
        find_helpline(session, *data_classes)
        raise NationNotCovered
    return _require_helpline(helplines), tuple(row["id"] for row in overseers)


def _require_helpline(rows: Sequence[Row]) -> UUID:
    """Return the id of the first helpline. Raises NoAgreement if there is none."""
    if not rows:
        raise NoAgreement
    (row,) = rows
    helpline_id: UUID = row["id"]
    return helpline_id


def _bind_coverage(exchanges: Sequence[Exchange], data_classes: Sequence[DataClass]) -> BoundStatement:
    """Return the statement whose rows tell for each of the exchanges if it is covered."""
    return _select_coverage().bind(
        others=[other_id for other_id, _ in exchanges],
        registered_others=[invert_tenant_id(other_id) for other_id, _ in exchanges],
        nations=[nation for _, nation in exchanges],
        **_coverage_parameters(data_classes),
    )


def _coverage_parameters(data_classes: Sequence[DataClass], nation: str | None = None) -> dict[str, object]:
    """Return the parameters of COVERED_SQL, for the present moment and one nation, or any."""
    classes = [data_class.value for data_class in data_classes]
    return {"classes": classes, "moment": clock.now(), "nation": nation}


@compiled_once
def _select_coverage() -> Executable:
    """Select for each exchange if agreements with the organisation, or the union of that tenant id, cover it."""
    by_id, by_registered_id = (
        COVERED_IN_NATION_SQL.format(other=other, nation="nation") for other in ("other", "registered_other")
    )
    return text(f"""
        select other, nation, {by_id} or {by_registered_id} as open
        from unnest(cast(:others as uuid[]), cast(:registered_others as uuid[]), cast(:nations as text[]))
          as exchange(other, registered_other, nation)
    """)


@compiled_once
def _select_helpline() -> Executable:
    """Select the first active helpline that agreements with the acting organisation cover."""
    return text(f"""
        select id from organisation
        where kind = '{Kind.HELPLINE}' and listed and status = 'active' and {COVERED_SQL.format(other="id")}
        order by id limit 1
    """)


@compiled_once
def _select_helplines() -> Executable:
    """Select the active helplines that agreements with the acting organisation cover."""
    return text(f"""
        select id from organisation
        where kind = '{Kind.HELPLINE}' and listed and status = 'active' and {COVERED_SQL.format(other="id")}
        order by id
    """)


@compiled_once
def _select_overseers() -> Executable:
    """Select the active overseers of the school `me` whose oversight is in force and covered by agreements."""
    return text(f"""
        select overseer_id as id from oversight join organisation on organisation.id = overseer_id
        where owner_id = :me and in_force and status = 'active' and {COVERED_SQL.format(other="overseer_id")}
        order by overseer_id
    """)
