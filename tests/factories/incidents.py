"""Incidents: reported, and moved through triage by the helpline."""

from __future__ import annotations

import random
import string
from itertools import count
from uuid import UUID

from services import incidents
from services.policy.field_access import ResourceView
from tests.factories.inputs import Input
from tests.support.service_calls import call_as

SUMMARY = "An account uses the crest of the school and posts clips of lessons."
_post_numbers = count(7_100_000_000_000_000_000)


def new_clip_url() -> str:
    """Return the URL of a TikTok video that nobody has reported yet."""
    return f"https://www.tiktok.com/@page/video/{next(_post_numbers)}"


def new_film_url() -> str:
    """Return the URL of a YouTube video that nobody has reported yet."""
    return f"https://www.youtube.com/watch?v={''.join(random.choices(string.ascii_letters, k=11))}"


def report_input(*urls: str, **overrides: object) -> Input:
    """Return the arguments of `report_incident` with links to these URLs, or to one new clip."""
    defaults: Input = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": SUMMARY,
        "harm_categories": ["impersonation_school"],
        "view_band": "unknown",
        "allegation_flag": "none",
        "staff_absence": None,
        "first_seen_at": None,
        "in_app_report": None,
        "poster": {"relation": "pupil", "age_band": "13_15"},
    }
    links = incidents.parse_links([{"url": url, "role": "primary"} for url in urls or (new_clip_url(),)])
    return {**defaults, "links": links, **overrides}


def link_input(url: str) -> Input:
    """Return the arguments of `add_subject` for a related link to this URL."""
    return incidents.prepare_link({"url": url, "role": "related"})


def create_incident(reporter: UUID, *urls: str, **overrides: object) -> ResourceView:
    """Report an incident with links to these URLs, or to one new clip."""
    return call_as(reporter, incidents.report_incident, **report_input(*urls, **overrides))


def create_accepted_incident(helpline: UUID, reporter: UUID, *urls: str, **overrides: object) -> ResourceView:
    """Report an incident and accept it as the helpline."""
    return transition_incident(helpline, create_incident(reporter, *urls, **overrides), "triage", "accept")


def transition_incident(organisation: UUID, incident: ResourceView, *actions: str, **inputs: object) -> ResourceView:
    """Apply the actions one after another, each to the current version, and return the incident after the last."""
    for action in actions:
        version = call_as(organisation, incidents.get_incident, incident["id"])["version"]
        incident = call_as(
            organisation,
            incidents.transition_incident,
            incident["id"],
            expected_version=version,
            action=action,
            **inputs,
        )
    return incident


def list_subject_ids(*resources: ResourceView) -> list[UUID]:
    """Return the ids of the subjects of these incidents or escalations, in order, without duplicates."""
    return list(dict.fromkeys(link["subject_id"] for resource in resources for link in resource["subjects"]))
