"""How the story ends for each link: what the platform does with a video and with a picture, and what is found then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.sandbox.story.expectations import check

# Action, reason for declining, and what the helpline finds afterwards.
EXPECTED: Mapping[str, tuple[str, str | None, str]] = {
    "video": ("content_removed", None, "gone"),
    "image": ("no_action", "satire_or_commentary", "live"),
}


def settled(links: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every link has an outcome and was looked at, and nothing is left to come."""
    return all(link["outcome_code"] and link["verification"] for link in links)


def told(links: Sequence[Mapping[str, Any]]) -> str:
    """The outcomes in words; Unexpected when one is not as it should be."""
    for link in links:
        found = (link["outcome_code"], link["decline_reason"], link["verification"])
        check(f"the outcome of the {link['type']}", found, EXPECTED[link["type"]])
        check(f"whether the {link['type']} has plain words", bool(link["wording"]), True)
    return ", ".join(sorted(f"{link['type']}: {_words(link)}" for link in links))


def _words(link: Mapping[str, Any]) -> str:
    declined = f" ({link['decline_reason']})" if link["decline_reason"] else ""
    return f"{link['outcome_code']}{declined}, {link['verification']}"
