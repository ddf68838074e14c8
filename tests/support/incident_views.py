"""What a reporter finds of its incidents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services import incidents
from services.events import feed
from tests.support.service_calls import call_as


def list_links(reporter: UUID, incident: dict[str, Any]) -> list[dict[str, Any]]:
    return call_as(reporter, incidents.list_subjects, incident["id"])


def read_only_link(reporter: UUID, incident: dict[str, Any]) -> dict[str, Any]:
    (only,) = list_links(reporter, incident)
    return only


def read_state(reporter: UUID, incident: dict[str, Any]) -> str:
    return str(call_as(reporter, incidents.read_incident, incident["id"])["state"])


def list_event_kinds(reporter: UUID) -> list[str]:
    return [entry["kind"] for entry in call_as(reporter, feed.read_changes, None, 1000).entries]
