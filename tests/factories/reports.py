"""Reports, and what becomes of them at the helpline."""

from __future__ import annotations

import random
import string
from itertools import count
from typing import Any
from uuid import UUID

from services import incidents
from tests.support.service_calls import call_as

SUMMARY = "An account uses the crest of the school and posts clips of lessons."
_posts = count(7_100_000_000_000_000_000)


def clip() -> str:
    """The address of a clip that nobody has reported yet."""
    return f"https://www.tiktok.com/@page/video/{next(_posts)}"


def film() -> str:
    """The address of a film that nobody has reported yet."""
    return f"https://www.youtube.com/watch?v={''.join(random.choices(string.ascii_letters, k=11))}"


def told(*urls: str, **differently: Any) -> dict[str, Any]:
    """What a reporter tells of these addresses, else of a new clip."""
    usually = {
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
    links = [{"url": url, "role": "primary"} for url in urls or (clip(),)]
    return {**usually, "links": links, **differently}


def reported(reporter: UUID, *urls: str, **differently: Any) -> dict[str, Any]:
    """A report of these addresses, else of a new clip."""
    return call_as(reporter, incidents.report, **told(*urls, **differently))


def moved(by: UUID, incident: dict[str, Any], *actions: str, **saying: Any) -> dict[str, Any]:
    """The incident after these moves, each from its present version."""
    for action in actions:
        present = call_as(by, incidents.read_incident, incident["id"])["version"]
        incident = call_as(by, incidents.move, incident["id"], expected=present, action=action, **saying)
    return incident


def accepted(helpline: UUID, reporter: UUID, *urls: str, **differently: Any) -> dict[str, Any]:
    """A report that the helpline has accepted."""
    return moved(helpline, reported(reporter, *urls, **differently), "triage", "accept")


def subjects_of(*things: dict[str, Any]) -> list[UUID]:
    """The subjects of incidents or escalations, each once."""
    return list(dict.fromkeys(link["subject_id"] for thing in things for link in thing["subjects"]))
