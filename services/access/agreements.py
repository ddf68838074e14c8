"""Whether anything may pass between two organisations. Without a signed, unexpired agreement: nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, text
from sqlalchemy.orm import Session

from services.core import clock
from services.core.errors import Forbidden
from services.core.statements import Asked, Row, fetch, fetch_all, prepared
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

# What passes to those who oversee a school.
OVERSEEN = (DataClass.INCIDENT_CORE, DataClass.SCHOOL_IDENTITY, DataClass.OUTCOME)
COVERED = (
    "(select bool_and(route_open({other}, data_class, :moment)) from unnest(cast(:classes as text[])) as data_class)"
)


class NoAgreement(Forbidden):
    """No signed data-sharing agreement in force covers this."""

    code = "no_agreement"


def is_open(session: Session, other_id: UUID, *data_classes: DataClass) -> bool:
    """Whether agreements between the organisation that acts and the other cover all these classes of data now."""
    return answered(fetch(session, question(other_id, *data_classes)))


def question(other_id: UUID, *data_classes: DataClass) -> Asked:
    """The same question, for whoever has other things to ask as well."""
    return _open()(other=other_id, **_terms(data_classes))


def answered(rows: Sequence[Row]) -> bool:
    """The answer to the question."""
    return bool(rows[0]["open"])


def require(session: Session, other_id: UUID, *data_classes: DataClass) -> None:
    """NoAgreement unless every class is covered."""
    if not is_open(session, other_id, *data_classes):
        raise NoAgreement


def helpline_for(session: Session, *data_classes: DataClass) -> UUID:
    """The helpline with which the organisation that acts has an agreement; NoAgreement when there is none."""
    return _only(fetch(session, _helpline()(**_terms(data_classes))))


def receivers(session: Session, reporter_id: UUID, *data_classes: DataClass) -> tuple[UUID, tuple[UUID, ...]]:
    """The helpline for a report, and the trust or local authority that the reporter lets look on, if it does."""
    overseers = _overseers()(me=reporter_id, **_terms(OVERSEEN))
    helplines, looking_on = fetch_all(session, _helpline()(**_terms(data_classes)), overseers)
    return _only(helplines), tuple(row["id"] for row in looking_on)


def _only(found: Sequence[Row]) -> UUID:
    if not found:
        raise NoAgreement
    helpline_id: UUID = found[0]["id"]
    return helpline_id


def _terms(data_classes: Sequence[DataClass]) -> dict[str, Any]:
    return {"classes": [data_class.value for data_class in data_classes], "moment": clock.now()}


@prepared
def _open() -> Executable:
    return text(f"select {COVERED.format(other=':other')} as open")


@prepared
def _helpline() -> Executable:
    return text(f"""
        select id from organisation
        where kind = '{Kind.HELPLINE}' and listed and status = 'active' and {COVERED.format(other="id")}
        order by id limit 1
    """)


@prepared
def _overseers() -> Executable:
    return text(f"""
        select overseer_id as id from oversight join organisation on organisation.id = overseer_id
        where owner_id = :me and in_force and status = 'active' and {COVERED.format(other="overseer_id")}
        order by overseer_id
    """)
