"""Incidents as their reporters read them."""

from __future__ import annotations

from uuid import UUID

from services import incidents
from services.events import feed
from services.policy.field_access import ResourceView
from tests.support.service_calls import call_as

ALL = 1000


def list_links(reporter: UUID, incident: ResourceView) -> list[ResourceView]:
    """Return the incident's links to subjects."""
    return call_as(reporter, incidents.list_subjects, incident["id"])


def read_only_link(reporter: UUID, incident: ResourceView) -> ResourceView:
    """Return the link of an incident that has exactly one."""
    (link,) = list_links(reporter, incident)
    return link


def read_state(reporter: UUID, incident: ResourceView) -> str:
    """Return the state of the incident as it is now."""
    return str(call_as(reporter, incidents.get_incident, incident["id"])["state"])


def list_event_kinds(reader: UUID) -> list[str]:
    """Return the kinds of all entries of the organisation's feed, oldest first."""
    return [entry["kind"] for entry in call_as(reader, feed.read_changes, None, ALL).entries]
