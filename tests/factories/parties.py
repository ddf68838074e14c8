"""Organisations and the agreements between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import cycle
from typing import Any
from uuid import UUID

from services import organisations
from services.core import clock, db
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass
from tests.support.service_calls import call_as

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

_names = {
    Kind.SCHOOL: cycle(["Ysgol Bryn Awel", "Harbour View High School", "Ysgol Maes y Gamlas", "Coppice Lane Academy"]),
    Kind.UNION: cycle(["Alliance of School Staff", "Cymdeithas Staff Ysgolion", "Classroom Staff Federation"]),
    Kind.HELPLINE: cycle(["School Staff Online Safety Helpline", "Scottish School Staff Helpline"]),
    Kind.PLATFORM: cycle(["Clip platform", "Film platform"]),
    Kind.GOVERNMENT: cycle(["Department for Schools", "Schools Directorate"]),
}


def organisation(
    kind: Kind,
    *,
    name: str | None = None,
    nations: Sequence[str] = ("WLS",),
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> UUID:
    """A new organisation, with a name of its kind unless one is given."""
    made = clock.new_id()
    usual = next(_names[kind]) if kind in _names else kind.value.replace("_", " ").capitalize()
    db.run_in_transaction(
        made,
        lambda session: organisations.register(
            session, made, kind, name or usual, nations=nations, known_to=known_to, platform=platform
        ),
    )
    return made


def agreement(keeper: UUID, *parties: UUID, lets: Sequence[DataClass] = tuple(DataClass), **dates: Any) -> UUID:
    """A signed agreement, of old and without an end unless `dates` say otherwise."""
    terms: dict[str, Any] = {"nation": "WLS", "data_classes": lets, "valid_from": LONG_AGO} | dates
    return db.run_in_transaction(
        keeper, lambda session: organisations.sign_agreement(session, keeper, parties, **terms)
    )


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in a story of its own: nobody in it shares an agreement with anybody of another cast."""

    helpline: UUID
    school: UUID
    other_school: UUID
    union: UUID
    other_union: UUID
    platform: UUID
    other_platform: UUID
    government: UUID
    trust: UUID
    local_authority: UUID
    employer: UUID
    coordination_body: UUID
    regulator: UUID
    police: UUID

    def everybody(self) -> dict[str, UUID]:
        """All of them by their part."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


def strangers_to_agreements() -> Cast:
    """A cast that has signed nothing yet."""
    helpline = organisation(Kind.HELPLINE)
    school, other_school = (organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(2))
    return Cast(
        helpline,
        school,
        other_school,
        organisation(Kind.UNION),
        organisation(Kind.UNION),
        organisation(Kind.PLATFORM, platform="tiktok"),
        organisation(Kind.PLATFORM, platform="youtube"),
        organisation(Kind.GOVERNMENT),
        organisation(Kind.TRUST, known_to=[school, other_school]),
        organisation(Kind.LOCAL_AUTHORITY),
        organisation(Kind.EMPLOYER_OTHER),
        organisation(Kind.COORDINATION_BODY),
        organisation(Kind.REGULATOR),
        organisation(Kind.POLICE),
    )


def overseen(school: UUID, *overseers: UUID) -> list[UUID]:
    """The school lets these look on from now on; the ids of what it gave."""
    return [call_as(school, organisations.give_oversight, overseer_id=overseer)["id"] for overseer in overseers]


def cast() -> Cast:
    """A cast under one agreement that lets everything pass."""
    made = strangers_to_agreements()
    agreement(made.helpline, *made.everybody().values())
    return made
