"""The helpline: it accepts reports, escalates them to the platform, and verifies the outcome."""

from __future__ import annotations

from collections.abc import Mapping

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.api_client import JsonObject
from services.sandbox.story.expectations import check_equal, check_true
from services.sandbox.story.feed import FeedEntry
from services.sandbox.story.roles.outcomes import EXPECTED_OUTCOMES

ESCALATION: Mapping[str, object] = {
    "priority": "P2",
    "basis": "terms",
    "policy_codes": ["impersonation"],
    "jurisdictions": ["GB"],
    "explanation": "An account imitates a school and mocks its staff. The report in the application had no effect.",
    "good_faith_statement": True,
}
WORDINGS = {"gone": "The post cannot be opened any more.", "live": "The post is still there; we can ask again."}


class Helpline(ActorRole):
    """Sees all incidents: only the helpline knows that two reports concern the same post.

    `urls` are the URLs of all subjects by their ids.
    """

    incidents: list[JsonObject]
    urls: dict[str, str]
    escalation_path = ""

    def accept_reports(self, count: int) -> StepResult:
        """Wait for this number of new incidents in the feed; triage and accept each."""
        entries = self.feed.wait_for("the reports", lambda entry: entry["kind"] == "incident.submitted", count=count)
        check_equal("number of new reports", len(entries), count)
        self.urls = {}
        self.incidents = [self._accept(entry) for entry in entries]
        subject_ids = [subject["subject_id"] for incident in self.incidents for subject in incident["subjects"]]
        check_equal("number of links in both reports", len(subject_ids) - len(set(subject_ids)), 1)
        references = ", ".join(incident["reference"] for incident in self.incidents)
        return StepResult(f"{references} accepted, one link in common")

    def escalate(self) -> StepResult:
        """Create one escalation for the subjects of all incidents; the platform cannot see it yet."""
        body = {**ESCALATION, "subject_ids": sorted(self.urls), "platform_id": self._find_platform_id()}
        escalation = self.client.post("/escalations", body).body
        self.escalation_path = f"/escalations/{escalation['id']}"
        check_equal("state of the escalation", escalation["state"], "queued")
        check_equal("number of incidents in the escalation", escalation["incident_count"], len(self.incidents))
        ids = {"id": escalation["id"], "reference": escalation["reference"]}
        return StepResult(f"{escalation['reference']} queued", ids)

    def send_escalation(self) -> StepResult:
        """Send the escalation to the platform and check that its notice was sent."""
        queued = self.client.get(self.escalation_path)
        escalation = self.client.post(
            f"{self.escalation_path}/transitions", {"action": "send"}, status=200, match=queued.etag
        ).body
        check_equal("state of the escalation", escalation["state"], "sent")
        notices = self.client.get(f"{self.escalation_path}/notices").body["data"]
        check_equal("states of the notices", [notice["state"] for notice in notices], ["sent"])
        return StepResult(f"sent over {escalation['channel']}, acknowledgement due {escalation['due_ack_at']}")

    def verify(self) -> StepResult:
        """Wait for the decision in the feed, and record for each post what a person finds at its URL."""
        self.feed.wait_for("the decision", self._is_decision)
        (decision,) = self.client.get(f"{self.escalation_path}/decisions").body["data"]
        check_true("a decline has an explanation", all(_is_explained(subject) for subject in decision["subjects"]))
        escalation = self.client.get(self.escalation_path).body
        check_equal("state of the escalation", escalation["state"], "partially_actioned")
        for subject in sorted(escalation["subjects"], key=lambda subject: str(subject["action"]), reverse=True):
            self._record_verification(subject)
        verified = self.client.get(self.escalation_path).body
        check_equal("state of the escalation", verified["state"], "verified")
        results = sorted(f"{subject['type']} {subject['verification']}" for subject in verified["subjects"])
        return StepResult(", ".join(results))

    def _accept(self, entry: FeedEntry) -> JsonObject:
        """Read the incident of a feed entry and the URLs of its subjects; triage it, accept it and return it."""
        path = f"/incidents/{entry['resource_id']}"
        incident = self.client.get(path)
        check_equal("reporter of the incident", incident.body["reporter"], {"kind": "school"})
        for subject in incident.body["subjects"]:
            self.urls[subject["subject_id"]] = self._read_url(subject["subject_id"], "triage")
        for action, state in (("triage", "in_triage"), ("accept", "accepted")):
            incident = self.client.post(f"{path}/transitions", {"action": action}, status=200, match=incident.etag)
            check_equal(f"state after {action}", incident.body["state"], state)
        return incident.body

    def _find_platform_id(self) -> str:
        """Return the id of the platform on which all subjects were posted."""
        (code,) = {subject["platform"] for incident in self.incidents for subject in incident["subjects"]}
        platforms = self.client.get("/organisations", kind="platform").body["data"]
        return next(str(platform["id"]) for platform in platforms if platform["platform"] == code)

    def _read_url(self, subject_id: str, purpose: str) -> str:
        """Return the URL of a subject; the API records the purpose."""
        return str(self.client.get(f"/subjects/{subject_id}/locator", purpose=purpose).body["url"])

    def _record_verification(self, subject: JsonObject) -> None:
        """Record the expected state of a post, after checking that its URL is still the same."""
        subject_id, result = subject["subject_id"], EXPECTED_OUTCOMES[subject["type"]].verification
        check_true("the URL is unchanged", self._read_url(subject_id, "verify") == self.urls[subject_id])
        body = {
            "escalation_id": self.escalation_path.rpartition("/")[2],
            "method": "helpline_manual",
            "result": result,
            "wording": WORDINGS[result],
        }
        self.client.post(f"/subjects/{subject_id}/verifications", body)

    def _is_decision(self, entry: FeedEntry) -> bool:
        """Return whether the entry reports the decision on the escalation."""
        return entry["kind"] == "decision.recorded" and self.escalation_path.endswith(entry["resource_id"])


def _is_explained(subject: JsonObject) -> bool:
    """Return whether the decision on a subject has an explanation, which only a decline needs."""
    return subject["decline_reason"] is None or bool(subject["explanation"])
