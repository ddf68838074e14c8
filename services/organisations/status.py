"""Suspending and reinstating organisations: for operators' commands, not for the API.

The function `change_organisation` of the database makes the change with its consequences, and nothing else can change a
status: tokens end, agreements are not in force, nothing new is sent to the organisation, its cards stop, and its
overseers do not see its incidents.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.core import clock
from services.core.tenant_ids import get_tenant_id
from services.jobs import enqueue_incident_outcomes
from services.models import Incident, Organisation
from services.resources.incident_states import COUNTED


class NotInStatus(Exception):
    """There is no organisation with this id and the status that the change begins with."""


def suspend_organisation(session: Session, organisation_id: UUID) -> None:
    """Suspend an active organisation, given by its registered id. The session must act for it. Raises NotInStatus."""
    _change_status(session, organisation_id, "active", "suspended")


def reinstate_organisation(session: Session, organisation_id: UUID) -> None:
    """Reinstate a suspended organisation, whose clients need new tokens. The session must act for its tenant.

    What it may read again, it finds in its lists: its feed starts a new epoch. Outcomes that its incidents missed are
    applied by jobs. Raises NotInStatus.
    """
    _change_status(session, organisation_id, "suspended", "active")
    own_incidents = select(Incident.id, Incident.helpline_id).where(
        Incident.owner_id == load_tenant_id(session, organisation_id), Incident.state.in_(COUNTED)
    )
    cause_id = clock.new_id()
    for incident in session.execute(own_incidents):
        enqueue_incident_outcomes(session, helpline_id=incident.helpline_id, incident_id=incident.id, cause_id=cause_id)


def load_tenant_id(session: Session, organisation_id: UUID) -> UUID:
    """Return the tenant id of an organisation that the session can see. Raises NotInStatus."""
    kind = session.scalar(select(Organisation.kind).where(Organisation.id == organisation_id))
    if kind is None:
        raise NotInStatus("There is no organisation with this id.")
    return get_tenant_id(organisation_id, kind)


def _change_status(session: Session, organisation_id: UUID, source: str, target: str) -> None:
    """Set the status `target` if the organisation has the status `source`. Raises NotInStatus."""
    statement = select(Organisation.kind).where(Organisation.id == organisation_id, Organisation.status == source)
    kind = session.scalar(statement)
    if kind is None:
        raise NotInStatus(f"There is no organisation with this id whose status is {source}.")
    session.execute(select(func.change_organisation(organisation_id, target, kind, clock.now())))
