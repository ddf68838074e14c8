"""A case in which everybody sends every free text that the API accepts, each with a canary."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.api.steps import (
    Json,
    decision_body,
    escalation_body,
    list_subject_ids,
    read_json,
    report_incident,
    take_actions,
)
from tests.api.world import AuthorizedClient, World

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(slots=True)
class Canaries:
    """Invented words, one for each free text, by its name in the request."""

    words: dict[str, str] = field(default_factory=dict)
    generator: random.Random = field(default_factory=lambda: random.Random(20261128))

    def new_word(self, name: str) -> str:
        """Return the word of a free text. It is pronounceable, so that no rule takes it for a name or an address."""
        if name not in self.words:
            letters = (self.generator.choice(CONSONANTS) + self.generator.choice(VOWELS) for _ in range(6))
            self.words[name] = "".join(letters)
        return self.words[name]

    def new_sentence(self, name: str) -> str:
        """Return a sentence with the word of a free text."""
        return f"The content mentions {self.new_word(name)} several times."


@dataclass(frozen=True, slots=True)
class Scene:
    """The canaries by field, and the ids of the resources by kind."""

    canaries: Mapping[str, str]
    union: AuthorizedClient
    ids: Mapping[str, str]


def play_scene(world: World) -> Scene:
    """Play the case and return the scene."""
    canaries = Canaries()
    incident, union_incident = _report(world, canaries)
    card = read_json(world.school.post(f"/incidents/{incident['id']}/card", {}))
    case = _open_member_case(world, canaries, card)
    _send_notes(world, canaries, union_incident["id"])
    escalation = _escalate(world, canaries, list_subject_ids(incident))
    _decide(world, canaries, escalation["id"], list_subject_ids(incident))
    ids = {"incident": incident["id"], "reported by the union": union_incident["id"], "member case": case["id"]}
    return Scene(canaries.words, world.union, {**ids, "escalation": escalation["id"]})


def _report(world: World, canaries: Canaries) -> tuple[Json, Json]:
    """Report an incident as the school, amend and accept it, and report another as the union."""
    url = f"https://www.tiktok.com/@{canaries.new_word('url')}/video/7300000000000000021"
    incident = report_incident(
        world.school,
        summary_neutral=canaries.new_sentence("summary_neutral"),
        external_id=canaries.new_word("external_id"),
        links=[{"url": url}],
        in_app_report={"done": True, "platform_ref": canaries.new_word("platform_ref")},
        poster={"relation": "pupil", "age_band": "13_15"},
    )
    path = f"/incidents/{incident['id']}"
    body = {"summary_neutral": canaries.new_sentence("summary_neutral of an amendment")}
    read_json(world.school.patch(path, body, If_Match=world.school.get(path).headers["ETag"]))
    _add_link(world, canaries, path)
    take_actions(world.helpline, path, "triage", "accept")
    union_url = f"https://www.tiktok.com/@{canaries.new_word('url of the union')}/video/7300000000000000022"
    summary = canaries.new_sentence("summary_neutral of the union")
    union_incident = report_incident(world.union, summary_neutral=summary, links=[{"url": union_url}])
    purpose = {"purpose": "own_report"}
    read_json(world.union.send("GET", f"/subjects/{list_subject_ids(union_incident)[0]}/locator", query_string=purpose))
    return world.school.get(path).json, union_incident


def _add_link(world: World, canaries: Canaries, path: str) -> None:
    """Add a link to the incident of the school."""
    url = f"https://www.tiktok.com/@{canaries.new_word('url of an added link')}/video/7300000000000000023"
    read_json(world.school.post(f"{path}/subjects", {"url": url}))


def _open_member_case(world: World, canaries: Canaries, card: Json) -> Json:
    """Open a case of the union with the card of the school, after an attempt with a wrong one."""
    body = {
        "consent_evidence_ref": canaries.new_sentence("consent_evidence_ref"),
        "member_ref": canaries.new_sentence("member_ref"),
        "external_id": canaries.new_word("external_id of the case"),
    }
    assert world.union.post("/member-cases", {**body, **card, "secret": "wrong"}).status_code == 404
    canaries.words["secret"] = card["secret"]
    return read_json(world.union.post("/member-cases", {**card, **body}))


def _send_notes(world: World, canaries: Canaries, incident_id: str) -> None:
    """Ask the union about its incident as the helpline, and withdraw it as the union, each with a note."""
    path = f"/incidents/{incident_id}"
    take_actions(world.helpline, path, "triage")
    for client, action in ((world.helpline, "request_information"), (world.union, "withdraw")):
        body = {"action": action, "note": canaries.new_sentence(f"note with {action}")}
        read_json(client.post(f"{path}/transitions", body, If_Match=client.get(path).headers["ETag"]))


def _escalate(world: World, canaries: Canaries, subject_ids: list[str]) -> Json:
    """Escalate the subjects, and let the platform acknowledge the escalation."""
    body = {
        **escalation_body(world, subject_ids),
        "explanation": canaries.new_sentence("explanation"),
        "policy_codes": [canaries.new_word("policy_codes")],
    }
    escalation = read_json(world.helpline.post("/escalations", body))
    path = f"/escalations/{escalation['id']}"
    take_actions(world.helpline, path, "send")
    body = {
        "action": "acknowledge",
        "note": canaries.new_sentence("note"),
        "platform_case_ref": canaries.new_word("platform_case_ref"),
    }
    read_json(world.platform.post(f"{path}/transitions", body, If_Match=world.platform.get(path).headers["ETag"]))
    return escalation


def _decide(world: World, canaries: Canaries, escalation_id: str, subject_ids: list[str]) -> None:
    """Decide about the subjects as the platform, and verify one as the helpline."""
    body = decision_body(subject_ids)
    body["puid"] = canaries.new_word("puid")
    body["external_id"] = canaries.new_word("external_id of a decision")
    for subject in body["subjects"]:
        subject["policy_code"] = canaries.new_word("policy_code")
        subject["facts_neutral"] = canaries.new_sentence("facts_neutral")
        subject["explanation"] = canaries.new_sentence("explanation of a decision")
    read_json(world.platform.post(f"/escalations/{escalation_id}/decisions", body))
    verification = {
        "escalation_id": escalation_id,
        "method": "helpline_manual",
        "result": "gone",
        "wording": canaries.new_sentence("wording"),
    }
    read_json(world.helpline.post(f"/subjects/{subject_ids[0]}/verifications", verification))
