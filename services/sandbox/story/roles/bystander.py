"""An organisation that has no part in the case, but knows the ids of its resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.expectations import check_equal, check_true

DECISION = {
    "puid": "not-addressed",
    "decided_at": "2026-01-01T00:00:00Z",
    "automated_detection": False,
    "automated_decision": "not_automated",
}
# Lists that a bystander reads, and the scope that each requires.
LISTS = {"/incidents": "incidents:read", "/escalations": "escalations:read", "/member-cases": "member-cases:read"}


class ResourceIds(TypedDict):
    """The ids of the resources of the case."""

    incident: str
    escalation: str
    member_case: str
    subjects: list[str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that must fail: with 404, or with 403 if the client lacks the scope. It is a GET without a body."""

    scope: str
    path: str
    body: JsonObject | None = None
    query: Mapping[str, str] = field(default_factory=dict)


class Bystander(ActorRole):
    """Tries to read and to change the resources of others, always in vain."""

    def try_access(self, ids: ResourceIds) -> StepResult:
        """Check that requests for these resources get 403 or 404, and that neither feed nor lists show them."""
        statuses = [self._try(attempt) for attempt in self._list_attempts(ids)]
        check_equal("new entries of the feed", self.feed.read_new(), [])
        for path, scope in LISTS.items():
            if scope in self.client.scopes:
                page = str(self.client.get(path, limit=200).body)
                check_true(f"{path} does not contain the case", not any(id_ in page for id_ in _flatten(ids)))
        counts = " and ".join(f"{statuses.count(status)} x {status}" for status in sorted(set(statuses)))
        return StepResult(f"{counts}; not in feed and lists")

    def _list_attempts(self, ids: ResourceIds) -> Iterator[Attempt]:
        """Yield a request to each endpoint that reads or changes one of the resources."""
        incident, escalation = f"/incidents/{ids['incident']}", f"/escalations/{ids['escalation']}"
        purpose = "act" if self.organisation["kind"] == "platform" else "own_report"
        yield Attempt("incidents:read", incident)
        yield Attempt("incidents:read", f"{incident}/transitions")
        yield Attempt("incidents:read", f"{incident}/subjects")
        yield Attempt("incidents:update", f"{incident}/transitions", {"action": "withdraw"})
        yield Attempt("people:write", f"{incident}/card", {"reissue": True})
        yield Attempt("member-cases:read", f"/member-cases/{ids['member_case']}")
        yield Attempt("escalations:read", escalation)
        yield Attempt("escalations:read", f"{escalation}/notices")
        yield Attempt("escalations:write", f"{escalation}/transitions", {"action": "acknowledge"})
        yield Attempt("decisions:read", f"{escalation}/decisions")
        for subject_id in ids["subjects"]:
            yield Attempt("subjects:locator", f"/subjects/{subject_id}/locator", query={"purpose": purpose})
            decision = {**DECISION, "subjects": [{"subject_id": subject_id, "action": "content_removed"}]}
            yield Attempt("decisions:write", f"{escalation}/decisions", decision)

    def _try(self, attempt: Attempt) -> int:
        """Send the request, check that it fails as expected, and return the status."""
        status = 404 if attempt.scope in self.client.scopes else 403
        if attempt.body is None:
            self.client.get(attempt.path, status=status, **attempt.query)
        else:
            self.client.post(attempt.path, attempt.body, status=status, match='"1"')
        return status


def _flatten(ids: ResourceIds) -> Sequence[str]:
    """Return all ids in one list."""
    return [ids["incident"], ids["escalation"], ids["member_case"], *ids["subjects"]]
