"""A school: it reports, waits, and hands out the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from services.sandbox.story.caller import Answer
from services.sandbox.story.expectations import check, holds
from services.sandbox.story.feed import Entry
from services.sandbox.story.role import Role, Seen
from services.sandbox.story.roles import outcomes

REPORT: Mapping[str, Any] = {
    "affected_kind": "staff",
    "affected_person": True,
    "summary_neutral": "An account uses the crest of the school and mocks a member of staff.",
    "harm_categories": ["impersonation_staff", "harassment_bullying"],
    "in_app_report": {"done": True, "reply": "no_violation"},
    "view_band": "1k_10k",
    "staff_absence": True,
    "poster": {"relation": "pupil", "age_band": "13_15"},
}


class School(Role):
    """Knows of one incident: its own."""

    path = ""
    left_at: dict[str, Any]

    def report(self, links: Sequence[str]) -> Seen:
        """The links as somebody pasted them. The same request again, as after a lost answer, makes no second one."""
        body = {**REPORT, "links": [{"url": link, "role": "primary"} for link in links]}
        key = str(uuid4())
        made = self.caller.post("/incidents", body, key=key).body
        again = self.caller.post("/incidents", body, key=key)
        check("the answer to the repeated report", (again.body, again.headers["Idempotency-Replayed"]), (made, "true"))
        self.path = f"/incidents/{made['id']}"
        check("the state of the report", made["state"], "submitted")
        own = self._own_addresses(made)
        kept = len(own) == len(links) and all(map(str.startswith, sorted(links), own))
        holds("each address is kept, without what came along when it was copied", kept)
        subject_ids = [subject["subject_id"] for subject in made["subjects"]]
        told = {"id": made["id"], "reference": made["reference"], "subject_ids": subject_ids}
        return Seen(f"{made['reference']} submitted, links: {len(links)}", told)

    def hear_of_escalation(self) -> Seen:
        """Each link says where its escalation stands."""

        def escalated(entry: Entry) -> bool:
            return self._is_mine(entry) and all(link["escalation_state"] for link in entry["data"]["subjects"])

        found = self.feed.wait_for("the escalation of every link", escalated)[-1]["data"]
        check("the state of the incident", found["state"], "in_escalation")
        return Seen("in_escalation, the platform's answer is due " + found["subjects"][0]["due_decision_at"])

    def hear_of_outcome(self) -> Seen:
        """An outcome for each link; what a list of outcomes amounts to is the incident's state."""

        def settled(entry: Entry) -> bool:
            return self._is_mine(entry) and outcomes.settled(entry["data"]["subjects"])

        found = self.feed.wait_for("the outcome of every link", settled)[-1]["data"]
        words = outcomes.told(found["subjects"])
        gone = all(link["verification"] == "gone" for link in found["subjects"])
        check("the state of the incident", found["state"], "resolved" if gone else "partially_resolved")
        check("the incident as it is read", self._read().body, found)
        return Seen(f"{found['state']}; {words}")

    def know_only_own(self, others: Sequence[str]) -> Seen:
        """Neither the list of incidents nor that of organisations has a trace of another reporter."""
        mine = self.caller.get("/incidents", limit=200).body["data"]
        check("whose incidents are listed", {incident["school_id"] for incident in mine}, {self.organisation["id"]})
        known = self.caller.get("/organisations", kind="school,union,employer_other").body["data"]
        check("the unlisted organisations it knows", [one["id"] for one in known], [self.organisation["id"]])
        return self.never_heard_of(others)

    def issue_card(self) -> Seen:
        """The card is the member of staff's: whoever carries it is not this program's affair."""
        card = self.caller.post(f"{self.path}/card", {}).body
        check("what is on the card", set(card), {"case_number", "secret"})
        self.feed.new()
        self.left_at = self._read().body
        return Seen(f"card {card['case_number']}", card)

    def notice_nothing(self) -> Seen:
        """Since the card was handed out nothing has happened that can be seen from here."""
        self.nothing_new()
        check("the incident", self._read().body, self.left_at)
        return Seen(f"no new entry, version {self.left_at['version']} as before")

    def _read(self) -> Answer:
        return self.caller.get(self.path)

    def _is_mine(self, entry: Entry) -> bool:
        return entry["resource"] == "incident" and self.path.endswith(entry["resource_id"])

    def _own_addresses(self, incident: Mapping[str, Any]) -> list[str]:
        paths = [f"/subjects/{subject['subject_id']}/locator" for subject in incident["subjects"]]
        holds("no address stands in the incident", "://" not in str(incident))
        return sorted(self.caller.get(path, purpose="own_report").body["url"] for path in paths)
