"""Reading all resources that an organisation can see: in lists, and one by one by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from services import escalations, incidents, member_cases, organisations, queries
from services.core.errors import NotFound
from services.policy.actor import Actor, Kind
from services.policy.field_access import ResourceView
from services.resources.release import RELEASE
from tests.support.service_calls import dry_run_as

PAGE_SIZE = 7
T = TypeVar("T")
ListVerb = Callable[..., Sequence[ResourceView]]
ReadVerb = Callable[..., object]

LIST_VERBS: Mapping[str, ListVerb] = {
    "incident": incidents.list_incidents,
    "escalation": escalations.list_escalations,
    "member_case": member_cases.list_member_cases,
    "organisation": organisations.list_organisations,
    "oversight": organisations.list_oversights,
    # No verb lists releases; statistics and the feed fetch them with this query.
    "release": lambda session, actor, keyset: queries.list_page(session, actor, RELEASE, keyset),
}
READ_VERBS: Mapping[str, tuple[ReadVerb, ...]] = {
    "incident": (incidents.get_incident, incidents.list_incident_transitions),
    "escalation": (
        escalations.get_escalation,
        escalations.list_escalation_transitions,
        escalations.list_notices,
        escalations.list_decisions,
    ),
    "member_case": (member_cases.get_member_case,),
    "organisation": (organisations.get_organisation,),
    "oversight": (organisations.get_oversight,),
    "release": (lambda session, actor, release_id: queries.get_one(session, actor, RELEASE, release_id),),
}
PURPOSES = {Kind.HELPLINE: "triage", Kind.PLATFORM: "act"}


def list_ids(organisation: UUID, resource: str) -> list[UUID]:
    """Return the ids on all pages of the list, in its order."""
    return dry_run_as(organisation, partial(_list_all_pages, verb=LIST_VERBS[resource]))


def _list_all_pages(session: Session, actor: Actor, verb: ListVerb) -> list[UUID]:
    """Return the ids on all pages of the list."""
    ids: list[UUID] = []
    after: UUID | None = None
    while page := verb(session, actor, queries.Keyset(after, PAGE_SIZE)):
        ids += [view["id"] for view in page]
        after = ids[-1]
    return ids


def find_readable_ids(organisation: UUID, resource: str, ids: Iterable[UUID]) -> list[set[UUID]]:
    """Return, for each verb that reads the resource, those of the ids that the organisation can read."""
    candidates = list(ids)
    return [{*read_existing(organisation, verb, candidates)} for verb in READ_VERBS[resource]]


def find_locatable_subjects(organisation: UUID, kind: Kind, subject_ids: Iterable[UUID]) -> set[UUID]:
    """Return the subjects whose locator the organisation can read."""
    purpose = PURPOSES.get(kind, "own_report")
    return {*read_existing(organisation, partial(incidents.get_locator, purpose=purpose), subject_ids)}


def read_existing(organisation: UUID, verb: Callable[..., T], ids: Iterable[UUID]) -> dict[UUID, T]:
    """Call the verb with each id; return its results by id, without those for which it raises NotFound."""
    candidates = list(ids)

    def read_all(session: Session, actor: Actor) -> dict[UUID, T]:
        results = {}
        for resource_id in candidates:
            with suppress(NotFound):
                results[resource_id] = verb(session, actor, resource_id)
        return results

    return dry_run_as(organisation, read_all)
