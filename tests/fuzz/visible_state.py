"""Everything that one party can read, to show that no other party has changed it."""

from __future__ import annotations

from collections.abc import Iterator

from services.sandbox.story.api_client import ApiClient
from tests.fuzz.clients import renew_token

# The list of each scope, and the paths below each resource of the list.
LISTS = {
    "incidents:read": ("/incidents", ("", "/subjects", "/transitions")),
    "escalations:read": ("/escalations", ("", "/transitions", "/notices", "/decisions")),
    "member-cases:read": ("/member-cases", ("",)),
    "changes:read": ("/changes", ()),
}
LARGEST_PAGE = 200


def read_visible_state(client: ApiClient) -> dict[str, str]:
    """Return the body of every response that the client can read, by its path."""
    renew_token(client)
    return dict(_read_all(client))


def _read_all(client: ApiClient) -> Iterator[tuple[str, str]]:
    for scope, (list_path, subpaths) in LISTS.items():
        if scope in client.scopes:
            page = client.get(list_path, limit=LARGEST_PAGE)
            assert not page.body["has_more"]
            yield list_path, str(page.body)
            for resource in page.body["data"]:
                for subpath in subpaths:
                    path = f"{list_path}/{resource['id']}{subpath}"
                    yield path, str(client.get(path).body)
