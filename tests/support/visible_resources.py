"""What an organisation can see: by lists, and by asking for each thing there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services import escalations, incidents, member_cases, organisations, queries
from services.core.errors import NotFound
from services.policy.actor import Actor, Kind
from services.resources.release import RELEASE
from tests.support.service_calls import dry_run_as

SMALL_PAGE = 7
Verb = Callable[..., Any]

LIST_VERBS: Mapping[str, Verb] = {
    "incident": incidents.list_incidents,
    "escalation": escalations.list_escalations,
    "member_case": member_cases.list_member_cases,
    "organisation": organisations.list_organisations,
    "oversight": organisations.list_oversights,
    # Releases are read through figures and the feed; this is how both fetch them.
    "release": lambda session, actor, keyset: queries.list_page(session, actor, RELEASE, keyset),
}
READ_VERBS: Mapping[str, tuple[Verb, ...]] = {
    "incident": (incidents.read_incident, incidents.read_transitions),
    "escalation": (
        escalations.read_escalation,
        escalations.read_transitions,
        escalations.list_notices,
        escalations.list_decisions,
    ),
    "member_case": (member_cases.get_member_case,),
    "organisation": (organisations.get_organisation,),
    "oversight": (organisations.get_oversight,),
    "release": (lambda session, actor, wanted: queries.get_one(session, actor, RELEASE, wanted),),
}
PURPOSES = {Kind.HELPLINE: "triage", Kind.PLATFORM: "act"}


def list_ids(organisation: UUID, noun: str) -> list[UUID]:
    """The ids on all pages, in the order in which they come."""
    return dry_run_as(organisation, partial(_pages, verb=LIST_VERBS[noun]))


def _pages(session: Session, actor: Actor, verb: Verb) -> list[UUID]:
    found: list[UUID] = []
    after: UUID | None = None
    while page := verb(session, actor, queries.Keyset(after, SMALL_PAGE)):
        found += [thing["id"] for thing in page]
        after = found[-1]
    return found


def find_readable_ids(organisation: UUID, noun: str, things: Iterable[UUID]) -> list[set[UUID]]:
    """For each way of reading the noun, those of the things that are found."""
    wanted = list(things)
    return [{*read_existing(organisation, verb, wanted)} for verb in READ_VERBS[noun]]


def find_locatable_subjects(organisation: UUID, kind: Kind, subjects: Iterable[UUID]) -> set[UUID]:
    """The subjects whose address the organisation is told."""
    purpose = PURPOSES.get(kind, "own_report")
    return {*read_existing(organisation, partial(incidents.read_locator, purpose=purpose), subjects)}


def read_existing(organisation: UUID, verb: Verb, things: Iterable[UUID]) -> dict[UUID, Any]:
    """What the verb answers for each of the things, without those of which it says NotFound."""
    wanted = list(things)

    def look(session: Session, actor: Actor) -> dict[UUID, Any]:
        found = {}
        for one in wanted:
            with suppress(NotFound):
                found[one] = verb(session, actor, one)
        return found

    return dry_run_as(organisation, look)
