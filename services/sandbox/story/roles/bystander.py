"""Anybody whom the case does not concern, and to whom its ids have leaked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.sandbox.story.expectations import check, holds
from services.sandbox.story.role import Role, Seen

DECISION = {
    "puid": "nobody-asked",
    "decided_at": "2026-01-01T00:00:00Z",
    "automated_detection": False,
    "automated_decision": "not_automated",
}
# Where a bystander would look, and the scope that it needs to be let in so far at all.
LISTS = {"/incidents": "incidents:read", "/escalations": "escalations:read", "/member-cases": "member-cases:read"}


class Bystander(Role):
    """Tries everything, and sees nothing."""

    def look(self, ids: Mapping[str, Any]) -> Seen:
        """404 wherever the own scopes reach, 403 elsewhere; and no trace in the feed and the lists."""
        answers = [self._try(*attempt) for attempt in self._attempts(ids)]
        check("new entries of the feed", self.feed.new(), [])
        for path, scope in LISTS.items():
            if scope in self.caller.scopes:
                listed = str(self.caller.get(path, limit=200).body)
                holds(f"{path} does not list it", not any(wanted in listed for wanted in _flat(ids)))
        counted = " and ".join(f"{answers.count(status)} x {status}" for status in sorted(set(answers)))
        return Seen(f"{counted}; feed and lists empty of it")

    def _attempts(self, ids: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any] | None, dict[str, str]]]:
        incident, escalation = f"/incidents/{ids['incident']}", f"/escalations/{ids['escalation']}"
        purpose = "act" if self.organisation["kind"] == "platform" else "own_report"
        yield "incidents:read", incident, None, {}
        yield "incidents:read", f"{incident}/transitions", None, {}
        yield "incidents:read", f"{incident}/subjects", None, {}
        yield "incidents:update", f"{incident}/transitions", {"action": "withdraw"}, {}
        yield "people:write", f"{incident}/card", {"reissue": True}, {}
        yield "member-cases:read", f"/member-cases/{ids['member_case']}", None, {}
        yield "escalations:read", escalation, None, {}
        yield "escalations:read", f"{escalation}/notices", None, {}
        yield "escalations:write", f"{escalation}/transitions", {"action": "acknowledge"}, {}
        yield "decisions:read", f"{escalation}/decisions", None, {}
        for subject in ids["subjects"]:
            yield "subjects:locator", f"/subjects/{subject}/locator", None, {"purpose": purpose}
            decided = {**DECISION, "subjects": [{"subject_id": subject, "action": "content_removed"}]}
            yield "decisions:write", f"{escalation}/decisions", decided, {}

    def _try(self, scope: str, path: str, body: dict[str, Any] | None, query: dict[str, str]) -> int:
        status = 404 if scope in self.caller.scopes else 403
        if body is None:
            self.caller.get(path, status=status, **query)
        else:
            self.caller.post(path, body, status=status, match='"1"')
        return status


def _flat(ids: Mapping[str, Any]) -> Sequence[str]:
    return [ids["incident"], ids["escalation"], ids["member_case"], *ids["subjects"]]
