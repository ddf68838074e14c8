"""The helpline: it takes reports in, takes them to the platform, and looks again afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.sandbox.story.expectations import check, holds
from services.sandbox.story.feed import Entry
from services.sandbox.story.role import Role, Seen
from services.sandbox.story.roles.outcomes import EXPECTED

ESCALATION: Mapping[str, Any] = {
    "priority": "P2",
    "basis": "terms",
    "policy_codes": ["impersonation"],
    "jurisdictions": ["GB"],
    "explanation": "An account imitates a school and mocks its staff. The report in the application had no effect.",
    "good_faith_statement": True,
}
WORDING = {"gone": "The post cannot be opened any more.", "live": "The post is still there; we can ask again."}


class Helpline(Role):
    """Alone sees that two reports are about one thing."""

    incidents: list[dict[str, Any]]
    addresses: dict[str, str]
    escalation_path = ""

    def take_in(self, reports: int) -> Seen:
        """Found in the feed, looked at, triaged and accepted."""
        new = self.feed.wait_for("the reports", lambda entry: entry["kind"] == "incident.submitted", count=reports)
        check("how many reports came in", len(new), reports)
        self.addresses = {}
        self.incidents = [self._accept(entry) for entry in new]
        subjects = [subject["subject_id"] for incident in self.incidents for subject in incident["subjects"]]
        check("links that two reports have in common", len(subjects) - len(set(subjects)), 1)
        references = ", ".join(incident["reference"] for incident in self.incidents)
        return Seen(f"{references} accepted, one link in common")

    def escalate(self) -> Seen:
        """One escalation for both; the platform sees nothing of it yet."""
        asked = {**ESCALATION, "subject_ids": sorted(self.addresses), "platform_id": self._platform()}
        made = self.caller.post("/escalations", asked).body
        self.escalation_path = f"/escalations/{made['id']}"
        check("the state of the escalation", made["state"], "queued")
        check("how many incidents stand behind it", made["incident_count"], len(self.incidents))
        return Seen(f"{made['reference']} queued", {"id": made["id"], "reference": made["reference"]})

    def send(self) -> Seen:
        """Over the partner channel."""
        before = self.caller.get(self.escalation_path)
        sent = self.caller.post(
            f"{self.escalation_path}/transitions", {"action": "send"}, status=200, match=before.etag
        ).body
        check("the state of the escalation", sent["state"], "sent")
        notices = self.caller.get(f"{self.escalation_path}/notices").body["data"]
        check("the states of the notices", [notice["state"] for notice in notices], ["sent"])
        return Seen(f"sent over {sent['channel']}, acknowledgement due {sent['due_ack_at']}")

    def verify(self) -> Seen:
        """The decision is found in the feed; a person opens each address and says what is there."""
        self.feed.wait_for("the decision", self._is_decision)
        (decision,) = self.caller.get(f"{self.escalation_path}/decisions").body["data"]
        holds("a decline is explained", all(_explained(subject) for subject in decision["subjects"]))
        escalation = self.caller.get(self.escalation_path).body
        check("the state of the escalation", escalation["state"], "partially_actioned")
        for subject in sorted(escalation["subjects"], key=lambda one: str(one["action"]), reverse=True):
            self._look_again(subject)
        after = self.caller.get(self.escalation_path).body
        check("the state of the escalation", after["state"], "verified")
        found = sorted(f"{one['type']} {one['verification']}" for one in after["subjects"])
        return Seen(", ".join(found))

    def _accept(self, entry: Entry) -> dict[str, Any]:
        path = f"/incidents/{entry['resource_id']}"
        found = self.caller.get(path)
        check("who reported", found.body["reporter"], {"kind": "school"})
        for subject in found.body["subjects"]:
            self.addresses[subject["subject_id"]] = self._address(subject["subject_id"], "triage")
        for action, state in (("triage", "in_triage"), ("accept", "accepted")):
            found = self.caller.post(f"{path}/transitions", {"action": action}, status=200, match=found.etag)
            check(f"the state after {action}", found.body["state"], state)
        return found.body

    def _platform(self) -> str:
        (wanted,) = {subject["platform"] for incident in self.incidents for subject in incident["subjects"]}
        listed = self.caller.get("/organisations", kind="platform").body["data"]
        return next(str(one["id"]) for one in listed if one["platform"] == wanted)

    def _address(self, subject_id: str, purpose: str) -> str:
        return str(self.caller.get(f"/subjects/{subject_id}/locator", purpose=purpose).body["url"])

    def _look_again(self, subject: Mapping[str, Any]) -> None:
        subject_id, (_, _, result) = subject["subject_id"], EXPECTED[subject["type"]]
        holds("the same address is opened again", self._address(subject_id, "verify") == self.addresses[subject_id])
        escalation_id = self.escalation_path.rpartition("/")[2]
        body = {"escalation_id": escalation_id, "method": "helpline_manual", "result": result}
        self.caller.post(f"/subjects/{subject_id}/verifications", {**body, "wording": WORDING[result]})

    def _is_decision(self, entry: Entry) -> bool:
        return entry["kind"] == "decision.recorded" and self.escalation_path.endswith(entry["resource_id"])


def _explained(subject: Mapping[str, Any]) -> bool:
    return subject["decline_reason"] is None or bool(subject["explanation"])
