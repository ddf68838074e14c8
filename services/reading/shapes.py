"""Where each field of a noun comes from: a column, or a function that loads it for a whole page at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from services.models import Escalation, Incident, MemberCase, Organisation, Release
from services.policy.actor import Actor
from services.reading import children

# For the ids of one page, the value of the field by id.
Loader = Callable[[Session, Actor, Sequence[UUID]], Mapping[UUID, Any]]
# A value made of columns of the row itself: which columns, and how.
Derived = tuple[tuple[str, ...], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Shape:
    """`columns` are read as they are, `derived` computed from columns, `loaded` fetched once for the page."""

    model: Any
    columns: Mapping[str, ColumnElement[Any]]
    derived: Mapping[str, Derived] = field(default_factory=dict)
    loaded: Mapping[str, Loader] = field(default_factory=dict)


def _columns(model: Any, *without: str) -> dict[str, ColumnElement[Any]]:
    return {column.key: column for column in model.__table__.columns if column.key not in without}


SHAPES: Mapping[str, Shape] = {
    "incident": Shape(
        Incident,
        _columns(Incident),
        derived={"reporter": (("reporter_kind",), lambda kind: {"kind": kind})},
        loaded={"subjects": children.links},
    ),
    "escalation": Shape(
        Escalation,
        _columns(Escalation),
        derived={"notifier": (("owner_id",), lambda owner: {"kind": "helpline", "organisation_id": owner})},
        loaded={"subjects": children.escalated_subjects, "incident_count": children.incident_counts},
    ),
    "member_case": Shape(MemberCase, _columns(MemberCase)),
    "release": Shape(Release, _columns(Release)),
    "organisation": Shape(Organisation, _columns(Organisation)),
}
