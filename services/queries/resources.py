"""Where each field of a noun comes from: a column, or a function that loads it for a whole page at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement

from services.models import Escalation, Incident, MemberCase, Organisation, Oversight, Release
from services.queries.children import ESCALATION_SUBJECTS, INCIDENT_COUNTS, INCIDENT_SUBJECTS, Children

# A value made of columns of the row itself: which columns, and how.
Derived = tuple[tuple[str, ...], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class ResourceSpec:
    """`columns` are read as they are, `derived` computed from columns, `loaded` fetched once for the page."""

    model: Any
    columns: Mapping[str, ColumnElement[Any]]
    derived: Mapping[str, Derived] = field(default_factory=dict)
    loaded: Mapping[str, Children] = field(default_factory=dict)


def _columns(model: Any, *without: str) -> dict[str, ColumnElement[Any]]:
    return {column.key: column for column in model.__table__.columns if column.key not in without}


RESOURCES: Mapping[str, ResourceSpec] = {
    "incident": ResourceSpec(
        Incident,
        _columns(Incident),
        derived={"reporter": (("reporter_kind",), lambda kind: {"kind": kind})},
        loaded={"subjects": INCIDENT_SUBJECTS},
    ),
    "escalation": ResourceSpec(
        Escalation,
        _columns(Escalation),
        derived={"notifier": (("owner_id",), lambda owner: {"kind": "helpline", "organisation_id": owner})},
        loaded={"subjects": ESCALATION_SUBJECTS, "incident_count": INCIDENT_COUNTS},
    ),
    "member_case": ResourceSpec(MemberCase, _columns(MemberCase)),
    "oversight": ResourceSpec(Oversight, {**_columns(Oversight), "school_id": Oversight.__table__.columns["owner_id"]}),
    "release": ResourceSpec(Release, _columns(Release)),
    "organisation": ResourceSpec(Organisation, _columns(Organisation)),
}
