"""The expected outcome of each link in the story: the platform's decision and the result of the verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.expectations import check_equal


class Outcome(NamedTuple):
    """The platform's action, its reason for declining, and what the helpline finds afterwards."""

    action: str
    decline_reason: str | None
    verification: str


# By type of the link.
EXPECTED_OUTCOMES: Mapping[str, Outcome] = {
    "video": Outcome("content_removed", None, "gone"),
    "image": Outcome("no_action", "satire_or_commentary", "live"),
}


def all_settled(links: Sequence[JsonObject]) -> bool:
    """Return whether every link has an outcome that was verified."""
    return all(link["outcome_code"] and link["verification"] for link in links)


def check_outcomes(links: Sequence[JsonObject]) -> str:
    """Return the outcomes of all links in words; raise ExpectationFailed if one differs from the expected outcome."""
    for link in links:
        outcome = (link["outcome_code"], link["decline_reason"], link["verification"])
        check_equal(f"outcome of the {link['type']}", outcome, EXPECTED_OUTCOMES[link["type"]])
        check_equal(f"presence of a wording for the {link['type']}", bool(link["wording"]), True)
    return ", ".join(sorted(f"{link['type']}: {_describe(link)}" for link in links))


def _describe(link: JsonObject) -> str:
    """Return a link's outcome code, decline reason and verification in words."""
    reason = f" ({link['decline_reason']})" if link["decline_reason"] else ""
    return f"{link['outcome_code']}{reason}, {link['verification']}"
