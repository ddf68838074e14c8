"""A union's portal: it redeems a member's card and reads the case."""

from __future__ import annotations

from collections.abc import Mapping

from services.sandbox.story.actor_role import ActorRole, StepResult
from services.sandbox.story.expectations import check_equal, check_true
from services.sandbox.story.roles.outcomes import check_outcomes

# Fields that only the employer and the helpline see.
WITHHELD_FIELDS = ("staff_absence", "poster")


class Union(ActorRole):
    """Sees the case of its member; nobody sees that the union does."""

    def redeem_card(self, card: Mapping[str, str]) -> StepResult:
        """Open a member case with the card."""
        body = {**card, "consent_evidence_ref": "signed form in the member's file"}
        case = self.client.post("/member-cases", body).body
        return StepResult(f"a case at stage {case['stage']}", {"id": case["id"]})

    def read_case(self) -> StepResult:
        """Check that list, feed and incident agree, and that the fields withheld from unions are missing."""
        case = self.client.get("/member-cases").body["data"][0]
        entries = {entry["kind"]: entry for entry in self.feed.read_new()}
        check_equal("entries of the feed", set(entries), {"member_case.opened", "incident.shared"})
        check_equal("case in the feed", entries["member_case.opened"]["data"], case)
        incident = self.client.get(f"/incidents/{case['incident_id']}").body
        check_equal("incident in the feed", entries["incident.shared"]["data"], incident)
        for name in WITHHELD_FIELDS:
            check_true(f"{name} is withheld from a union", name not in incident)
        for subject in incident["subjects"]:
            self.client.get(f"/subjects/{subject['subject_id']}/locator", status=404, purpose="own_report")
        return StepResult(f"{incident['reference']} {incident['state']}; {check_outcomes(incident['subjects'])}")
