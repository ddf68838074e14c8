"""A school: it reports an incident, follows its outcome, and issues the card for the member of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.api_client import ApiResponse, JsonObject
from services.sandbox.story.expectations import check_equal, check_true
from services.sandbox.story.feed import FeedEntry
from services.sandbox.story.roles.outcomes import all_settled, check_outcomes

REPORT: Mapping[str, object] = {
    "affected_kind": "staff",
    "affected_person": True,
    "summary_neutral": "An account uses the crest of the school and mocks a member of staff.",
    "harm_categories": ["impersonation_staff", "harassment_bullying"],
    "in_app_report": {"done": True, "reply": "no_violation"},
    "view_band": "1k_10k",
    "staff_absence": True,
    "poster": {"relation": "pupil", "age_band": "13_15"},
}


class School(ActorRole):
    """Sees one incident: its own. `incident_after_card` is the incident when the card was issued."""

    incident_path = ""
    incident_after_card: JsonObject

    def report(self, links: Sequence[str]) -> StepResult:
        """Report an incident with these links; check that the same request sent again creates no second one."""
        body = {**REPORT, "links": [{"url": link, "role": "primary"} for link in links]}
        key = str(uuid4())
        incident = self.client.post("/incidents", body, key=key).body
        repeated = self.client.post("/incidents", body, key=key)
        replayed = (repeated.body, repeated.headers["Idempotency-Replayed"])
        check_equal("response to the repeated report", replayed, (incident, "true"))
        self.incident_path = f"/incidents/{incident['id']}"
        check_equal("state of the report", incident["state"], "submitted")
        urls = self._read_urls(incident)
        is_stripped = len(urls) == len(links) and all(map(str.startswith, sorted(links), urls))
        check_true("each URL is stored without its tracking parameters", is_stripped)
        subject_ids = [subject["subject_id"] for subject in incident["subjects"]]
        ids = {"id": incident["id"], "reference": incident["reference"], "subject_ids": subject_ids}
        return StepResult(f"{incident['reference']} submitted, links: {len(links)}", ids)

    def read_escalation(self) -> StepResult:
        """Wait until the incident in the feed shows an escalation for every link."""

        def is_escalated(entry: FeedEntry) -> bool:
            """Return whether the entry shows the own incident with an escalation for every link."""
            return self._is_own_incident(entry) and all(link["escalation_state"] for link in entry["data"]["subjects"])

        incident = self.feed.wait_for("the escalation of every link", is_escalated)[-1]["data"]
        check_equal("state of the incident", incident["state"], "in_escalation")
        return StepResult(f"in_escalation, decision of the platform due {incident['subjects'][0]['due_decision_at']}")

    def read_outcome(self) -> StepResult:
        """Wait until the incident in the feed shows an outcome for every link; check the outcomes and its state."""

        def is_settled(entry: FeedEntry) -> bool:
            """Return whether the entry shows the own incident with a verified outcome for every link."""
            return self._is_own_incident(entry) and all_settled(entry["data"]["subjects"])

        incident = self.feed.wait_for("the outcome of every link", is_settled)[-1]["data"]
        description = check_outcomes(incident["subjects"])
        all_gone = all(link["verification"] == "gone" for link in incident["subjects"])
        check_equal("state of the incident", incident["state"], "resolved" if all_gone else "partially_resolved")
        check_equal("incident as it is read", self._read_incident().body, incident)
        return StepResult(f"{incident['state']}; {description}")

    def check_isolation(self, words: Sequence[str]) -> StepResult:
        """Check that lists show no other school, and that no response contains the words."""
        incidents = self.client.get("/incidents", limit=200).body["data"]
        own_id = self.organisation["id"]
        check_equal("schools of the listed incidents", {incident["school_id"] for incident in incidents}, {own_id})
        visible = self.client.get("/organisations", kind="school,union,employer_other").body["data"]
        check_equal("visible unlisted organisations", [organisation["id"] for organisation in visible], [own_id])
        return self.search_responses(words)

    def issue_card(self) -> StepResult:
        """Issue the card, which the member of staff may give to a union, and remember the incident as it is now."""
        card = self.client.post(f"{self.incident_path}/card", {}).body
        check_equal("fields of the card", set(card), {"case_number", "secret"})
        self.feed.read_new()
        self.incident_after_card = self._read_incident().body
        return StepResult(f"card {card['case_number']}", card)

    def check_unchanged(self) -> StepResult:
        """Check that feed and incident are as they were when the card was issued."""
        self.expect_no_entry()
        check_equal("the incident", self._read_incident().body, self.incident_after_card)
        return StepResult(f"no new entry, still version {self.incident_after_card['version']}")

    def _read_incident(self) -> ApiResponse:
        """Return the school's incident."""
        return self.client.get(self.incident_path)

    def _is_own_incident(self, entry: FeedEntry) -> bool:
        """Return whether the entry is about the school's incident."""
        return entry["resource"] == "incident" and self.incident_path.endswith(entry["resource_id"])

    def _read_urls(self, incident: JsonObject) -> list[str]:
        """Return the URLs of the incident's subjects in order; check that the incident itself contains none."""
        check_true("the incident contains no URL", "://" not in str(incident))
        paths = [f"/subjects/{subject['subject_id']}/locator" for subject in incident["subjects"]]
        return sorted(self.client.get(path, purpose="own_report").body["url"] for path in paths)
