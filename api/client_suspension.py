"""Suspension of a client that reads more locators than its quota allows, and its end."""

from __future__ import annotations

from uuid import UUID

from api.authentication import AuthenticatedCaller
from auth import clients
from auth.models import LOCATOR_QUOTA
from services import organisations
from services.core.db import Session, run_in_transaction
from services.core.errors import TooManyRequests
from services.resources.organisation import OrganisationEvent


class ClientSuspended(TooManyRequests):
    """The client has read more web addresses than its quota allows, and is suspended."""

    code = "client_suspended"


def suspend_caller(caller: AuthenticatedCaller) -> None:
    """Suspend the client, and tell its organisation and the helplines that have an agreement with it.

    Commits at once. Of several requests that exceed the quota at the same moment one does this.
    """
    run_in_transaction(caller.tenant_id, lambda session: _suspend(session, caller))


def lift_suspension(session: Session, organisation_id: UUID, client_id: str) -> None:
    """Enable the client again; the session must act for the tenant of its organisation. Raises UnknownClient."""
    clients.enable(session, client_id)
    actor = organisations.load_actor(session, organisation_id)
    organisations.announce_client_event(session, actor, OrganisationEvent.CLIENT_REINSTATED)


def _suspend(session: Session, caller: AuthenticatedCaller) -> None:
    """Suspend the client unless another request has done so."""
    if clients.suspend(session, caller.principal.client_id, LOCATOR_QUOTA):
        organisations.announce_client_event(session, caller.actor, OrganisationEvent.CLIENT_SUSPENDED)
