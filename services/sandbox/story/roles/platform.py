"""The platform's own system: it finds what is for it, looks, and answers for each post."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from services.sandbox.story.expectations import check, holds
from services.sandbox.story.feed import Entry
from services.sandbox.story.role import Role, Seen
from services.sandbox.story.roles.outcomes import EXPECTED

POLICY = "impersonation"
NUMBER = re.compile(r"\d{15,}")
EXPLANATION = "The post comments on a public matter in the form of satire."


class Platform(Role):
    """Sees one escalation, and of those behind it no more than roughly how many."""

    path = ""

    def receive(self) -> Seen:
        """The escalation in the own feed, the addresses on the record, and an acknowledgement."""
        (entry,) = self.feed.wait_for("the escalation", lambda entry: entry["kind"] == "escalation.sent")
        self.path = f"/escalations/{entry['resource_id']}"
        found = self.caller.get(self.path)
        check("how many reports the platform is told of", found.body["source_incident_count_band"], "2_4")
        holds("the platform is told no count", "incident_count" not in found.body)
        (notice,) = self.caller.get(f"{self.path}/notices").body["data"]
        holds("the notice carries no address", "://" not in str(notice["payload"]))
        posts = sorted(self._post(subject) for subject in found.body["subjects"])
        body = {"action": "acknowledge", "platform_case_ref": f"case-{uuid4().hex[:8]}"}
        taken = self.caller.post(f"{self.path}/transitions", body, status=200, match=found.etag).body
        check("the state of the escalation", taken["state"], "acknowledged")
        return Seen(
            f"{taken['reference']} for {len(posts)} posts, {taken['source_incident_count_band']} reports",
            {"posts": posts},
        )

    def decide(self) -> Seen:
        """The video goes, the picture stays. The same decision sent twice is one decision."""
        subjects = self.caller.get(self.path).body["subjects"]
        now = datetime.now(UTC).isoformat()
        decision = {
            "puid": f"story-{uuid4()}",
            "decided_at": now,
            "applied_at": now,
            "territorial_scope": ["GB"],
            "automated_detection": False,
            "automated_decision": "not_automated",
            "subjects": [_decided(subject) for subject in subjects],
        }
        made = self.caller.post(f"{self.path}/decisions", decision).body
        check("the decision sent again", self.caller.post(f"{self.path}/decisions", decision).body["id"], made["id"])
        check("the state of the escalation", self.caller.get(self.path).body["state"], "partially_actioned")
        actions = sorted(subject["action"] for subject in made["subjects"])
        return Seen(f"decided: {', '.join(actions)}")

    def _post(self, subject: Mapping[str, Any]) -> str:
        url = self.caller.get(f"/subjects/{subject['subject_id']}/locator", purpose="act").body["url"]
        holds("the post is on this platform", (urlsplit(url).hostname or "").endswith("tiktok.com"))
        (number,) = NUMBER.findall(url)
        return str(number)


def _decided(subject: Mapping[str, Any]) -> Entry:
    action, declined, _ = EXPECTED[subject["type"]]
    decided = {"subject_id": subject["subject_id"], "action": action, "policy_code": POLICY}
    if declined:
        return {**decided, "decline_reason": declined, "explanation": EXPLANATION}
    return {**decided, "ground": "incompatible_content"}
