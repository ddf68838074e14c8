"""The platform's own system: it acknowledges the escalation and decides on each post."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.expectations import check_equal, check_true
from services.sandbox.story.roles.outcomes import EXPECTED_OUTCOMES

POLICY_CODE = "impersonation"
POST_ID_PATTERN = re.compile(r"\d{15,}")
EXPLANATION = "The post comments on a public matter in the form of satire."


class Platform(ActorRole):
    """Sees one escalation, and of the reports in it only a band for their number."""

    escalation_path = ""

    def acknowledge(self) -> StepResult:
        """Find the escalation in the feed, read the URLs of its posts, and acknowledge it."""
        (entry,) = self.feed.wait_for("the escalation", lambda entry: entry["kind"] == "escalation.sent")
        self.escalation_path = f"/escalations/{entry['resource_id']}"
        escalation = self.client.get(self.escalation_path)
        check_equal("band of the number of reports", escalation.body["source_incident_count_band"], "2_4")
        check_true("the platform does not see the exact number", "incident_count" not in escalation.body)
        (notice,) = self.client.get(f"{self.escalation_path}/notices").body["data"]
        check_true("the notice contains no URL", "://" not in str(notice["payload"]))
        post_ids = sorted(self._read_post_id(subject) for subject in escalation.body["subjects"])
        body = {"action": "acknowledge", "platform_case_ref": f"case-{uuid4().hex[:8]}"}
        acknowledged = self.client.post(
            f"{self.escalation_path}/transitions", body, status=200, match=escalation.etag
        ).body
        check_equal("state of the escalation", acknowledged["state"], "acknowledged")
        reference, band = acknowledged["reference"], acknowledged["source_incident_count_band"]
        return StepResult(f"{reference} for {len(post_ids)} posts, report count {band}", {"post_ids": post_ids})

    def decide(self) -> StepResult:
        """Remove the video and decline the photo; check that sending the decision twice records it once."""
        subjects = self.client.get(self.escalation_path).body["subjects"]
        now = datetime.now(UTC).isoformat()
        body = {
            "puid": f"story-{uuid4()}",
            "decided_at": now,
            "applied_at": now,
            "territorial_scope": ["GB"],
            "automated_detection": False,
            "automated_decision": "not_automated",
            "subjects": [_decide_subject(subject) for subject in subjects],
        }
        decision = self.client.post(f"{self.escalation_path}/decisions", body).body
        repeated = self.client.post(f"{self.escalation_path}/decisions", body).body
        check_equal("id of the repeated decision", repeated["id"], decision["id"])
        escalation = self.client.get(self.escalation_path).body
        check_equal("state of the escalation", escalation["state"], "partially_actioned")
        actions = sorted(subject["action"] for subject in decision["subjects"])
        return StepResult(f"decided: {', '.join(actions)}")

    def _read_post_id(self, subject: JsonObject) -> str:
        """Return the platform's id of a post, which its URL contains."""
        url = self.client.get(f"/subjects/{subject['subject_id']}/locator", purpose="act").body["url"]
        check_true("the post is on this platform", (urlsplit(url).hostname or "").endswith("tiktok.com"))
        (post_id,) = POST_ID_PATTERN.findall(url)
        return str(post_id)


def _decide_subject(subject: JsonObject) -> JsonObject:
    """Return the part of the decision about one subject."""
    outcome = EXPECTED_OUTCOMES[subject["type"]]
    decision = {"subject_id": subject["subject_id"], "action": outcome.action, "policy_code": POLICY_CODE}
    if outcome.decline_reason:
        return {**decision, "decline_reason": outcome.decline_reason, "explanation": EXPLANATION}
    return {**decision, "ground": "incompatible_content"}
