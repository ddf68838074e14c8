"""A union's portal: a member brings a card, and the case is there."""

from __future__ import annotations

from collections.abc import Mapping

from services.sandbox.story.expectations import check, holds
from services.sandbox.story.role import Role, Seen
from services.sandbox.story.roles import outcomes

# What only the employer and the helpline have to know.
WITHHELD = ("staff_absence", "poster")


class Union(Role):
    """Sees what became of its member's case, and nobody sees the union."""

    def redeem(self, card: Mapping[str, str]) -> Seen:
        """The card opens a case of the union's own."""
        made = self.caller.post(
            "/member-cases", {**card, "consent_evidence_ref": "signed form in the member's file"}
        ).body
        return Seen(f"a case at stage {made['stage']}", {"id": made["id"]})

    def pull(self) -> Seen:
        """The list of cases once, and the feed from there; the incident as far as it is a union's affair."""
        case = self.caller.get("/member-cases").body["data"][0]
        kinds = {entry["kind"]: entry for entry in self.feed.new()}
        check("the entries of the feed", set(kinds), {"member_case.opened", "incident.shared"})
        check("the case in the feed", kinds["member_case.opened"]["data"], case)
        incident = self.caller.get(f"/incidents/{case['incident_id']}").body
        check("the incident in the feed", kinds["incident.shared"]["data"], incident)
        for name in WITHHELD:
            holds(f"{name} is withheld from a union", name not in incident)
        for subject in incident["subjects"]:
            self.caller.get(f"/subjects/{subject['subject_id']}/locator", status=404, purpose="own_report")
        return Seen(f"{incident['reference']} {incident['state']}; {outcomes.told(incident['subjects'])}")
