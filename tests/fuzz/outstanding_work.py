"""All that one party can read of its things: what nobody else may change."""

from __future__ import annotations

from collections.abc import Iterator

from services.sandbox.story.api_client import ApiClient
from tests.fuzz.parties import token_of

LISTS = {
    "incidents:read": ("/incidents", ("", "/subjects", "/transitions")),
    "escalations:read": ("/escalations", ("", "/transitions", "/notices", "/decisions")),
    "member-cases:read": ("/member-cases", ("",)),
    "changes:read": ("/changes", ()),
}
MOST = 200


def standing(caller: ApiClient) -> dict[str, str]:
    """The answers, as they were sent, by what was asked."""
    token_of(caller)
    return dict(_answers(caller))


def _answers(caller: ApiClient) -> Iterator[tuple[str, str]]:
    for scope, (path, parts) in LISTS.items():
        if scope in caller.scopes:
            page = caller.get(path, limit=MOST)
            assert not page.body["has_more"]
            yield path, str(page.body)
            below = [f"{path}/{thing['id']}{part}" for thing in page.body["data"] for part in parts]
            yield from ((one, str(caller.get(one).body)) for one in below)
