"""The organisations that take part, their agreements, and the oversight of schools."""

from services.organisations.actors import actor_statement, load_actor, read_actor
from services.organisations.agreements import join_agreement, sign_agreement
from services.organisations.client_events import announce_client_event, append_client_event
from services.organisations.directory import (
    get_organisation,
    get_own_organisation,
    list_helplines,
    list_organisations,
    register_organisation,
)
from services.organisations.oversights import amend_oversight, create_oversight, get_oversight, list_oversights
from services.organisations.status import NotInStatus, load_tenant_id, reinstate_organisation, suspend_organisation

__all__ = [
    "NotInStatus",
    "actor_statement",
    "amend_oversight",
    "announce_client_event",
    "append_client_event",
    "create_oversight",
    "get_organisation",
    "get_oversight",
    "get_own_organisation",
    "join_agreement",
    "list_helplines",
    "list_organisations",
    "list_oversights",
    "load_actor",
    "load_tenant_id",
    "read_actor",
    "register_organisation",
    "reinstate_organisation",
    "sign_agreement",
    "suspend_organisation",
]
