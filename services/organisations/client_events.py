"""Telling an organisation and its helplines that one of its clients was suspended or reinstated.

Each of them records the event in its own name. An event of a union would show which tenant it is, so a union finds its
suspended clients in `/v1/me` only (services/core/tenant_ids.py).
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import agreements
from services.core.tenant_ids import PSEUDONYMOUS_KINDS
from services.events.log import NewEvent, append_events
from services.jobs import enqueue
from services.models import Organisation
from services.policy.actor import Actor
from services.resources.organisation import ORGANISATION, OrganisationEvent
from services.vocabularies.organisations import DataClass


def announce_client_event(session: Session, actor: Actor, kind: OrganisationEvent) -> None:
    """Add the jobs that tell the actor, and every helpline that has an agreement with it, about one of its clients."""
    version = session.scalar(select(Organisation.version).where(Organisation.id == actor.registered_id))
    receivers = set(agreements.list_helplines(session, DataClass.INCIDENT_CORE))
    if actor.kind not in PSEUDONYMOUS_KINDS:
        receivers.add(actor.organisation_id)
    for receiver in sorted(receivers):
        enqueue(
            session,
            "append_client_event",
            organisation_id=str(receiver),
            subject_id=str(actor.registered_id),
            version=version or 1,
            kind=kind.value,
        )


def append_client_event(session: Session, actor: Actor, subject_id: UUID, version: int, kind: str) -> None:
    """Record in the actor's own feed that a client of the organisation `subject_id` was suspended or reinstated."""
    own_feed = frozenset({actor.organisation_id})
    event = NewEvent(OrganisationEvent(kind), ORGANISATION.name, subject_id, version, audience=own_feed)
    append_events(session, actor, event)
