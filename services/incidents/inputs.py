"""The arguments of the verbs on incidents. Codes are those of the vocabularies; times are timezone-aware."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NotRequired, TypedDict
from uuid import UUID

from services.incidents.link_parsing import ParsedLink


class IncidentReport(TypedDict):
    """A report. `nation` can be left out by organisations of one nation."""

    affected_kind: str
    affected_person: bool
    summary_neutral: str
    links: Sequence[ParsedLink]
    view_band: str
    allegation_flag: str
    harm_categories: NotRequired[Sequence[str]]
    nation: NotRequired[str | None]
    staff_absence: NotRequired[bool | None]
    first_seen_at: NotRequired[datetime | None]
    in_app_report: NotRequired[Mapping[str, object] | None]
    poster: NotRequired[Mapping[str, object] | None]
    external_id: NotRequired[str | None]


class IncidentAmendment(TypedDict, total=False):
    """The fields to change. The reporter may change the first five, the helpline the others."""

    external_id: str | None
    summary_neutral: str
    view_band: str
    in_app_report: Mapping[str, object] | None
    first_seen_at: datetime | None
    harm_categories: Sequence[str]
    allegation_flag: str
    priority: str
    school_id: UUID | None
