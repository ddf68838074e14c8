"""Creating the resources of the fuzzer's world over HTTP, and noting in its inventory who may see each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.sandbox.story.api_client import JsonObject
from tests import factories
from tests.fuzz.world import CANARIES, EVERYBODY, PLATFORMS, World

# The part of a URL that identifies a post.
POST_ID = re.compile(r"[\w-]{11,}")


def report_incident(world: World, name: str) -> JsonObject:
    """Report two new clips, a new film, and a clip that every near party reports; return the incident.

    Its links are in this order.
    """
    own_urls = [factories.new_clip_url(), factories.new_clip_url(), factories.new_film_url()]
    shared_urls = world.reported_urls.setdefault(EVERYBODY, [factories.new_clip_url()])
    urls = [*own_urls, *(shared_urls if "far" not in name else [])]
    word = CANARIES[name]
    body = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": f"An account with a picture of a {word} mocks a member of staff.",
        "harm_categories": ["impersonation_staff"],
        "links": [{"url": url, "role": "primary"} for url in urls],
    }
    incident = world[name].post("/incidents", body).body
    readers = {name, "far helpline" if "far" in name else "helpline"}
    world.reported_urls.setdefault(name, []).extend(own_urls)
    world.inventory.add("incident", incident["id"], incident["reference"], word, readers=readers)
    incident["subjects"].sort(key=lambda link: urls.index(_read_url(world, name, link)))
    for link, url in zip(incident["subjects"], urls, strict=True):
        world.platform_by_subject[link["subject_id"]] = world.organisation_id(PLATFORMS[link["platform"]])
        world.inventory.add("subject", link["subject_id"], readers=readers)
        world.inventory.add("locator", link["subject_id"], POST_ID.findall(url)[-1], readers=readers)
    return incident


def _read_url(world: World, name: str, link: JsonObject) -> str:
    return str(world[name].get(f"/subjects/{link['subject_id']}/locator", purpose="own_report").body["url"])


def accept_incident(world: World, helpline: str, incident: JsonObject) -> None:
    """Accept the incident as the helpline."""
    path = f"/incidents/{incident['id']}"
    response = world[helpline].get(path)
    for action in ("triage", "accept"):
        response = world[helpline].post(f"{path}/transitions", {"action": action}, status=200, match=response.etag)


def create_escalations(world: World, near: Sequence[JsonObject], far: JsonObject) -> None:
    """Escalate the subjects of the incidents near and far; have two escalations decided and a subject verified.

    One more escalation stays queued, and the last subject of the first incident stays without one.
    """
    first_clips, second_clips, films = ([incident["subjects"][index] for incident in near] for index in range(3))
    world.unescalated_subjects = [near[0]["subjects"][3]["subject_id"]]
    sent_to_platform = _create_escalation(world, "helpline", "platform", first_clips)
    _create_escalation(world, "helpline", "platform", second_clips, send=False)
    sent_to_other_platform = _create_escalation(world, "helpline", "other platform", films)
    _create_escalation(world, "far helpline", "platform", far["subjects"][:2])
    _decide_first_subject(world, "other platform", sent_to_other_platform)
    subject_id = _decide_first_subject(world, "platform", sent_to_platform)
    verification = {
        "escalation_id": sent_to_platform["id"],
        "method": "helpline_manual",
        "result": "gone",
        "wording": "It is gone.",
    }
    world["helpline"].post(f"/subjects/{subject_id}/verifications", verification)


def _create_escalation(
    world: World, helpline: str, platform: str, links: Sequence[JsonObject], *, send: bool = True
) -> JsonObject:
    subject_ids = [link["subject_id"] for link in links]
    body = {
        "subject_ids": subject_ids,
        "platform_id": world.organisation_id(platform),
        "priority": "P2",
        "basis": "terms",
        "explanation": "Both imitate a school and mock its staff.",
        "good_faith_statement": True,
    }
    response = world[helpline].post("/escalations", body)
    escalation = response.body
    readers = {helpline}
    if send:
        path = f"/escalations/{escalation['id']}/transitions"
        world[helpline].post(path, {"action": "send"}, status=200, match=response.etag)
        readers |= {platform}
    world.subjects_by_escalation[escalation["id"]] = subject_ids
    world.inventory.add("escalation", escalation["id"], escalation["reference"], readers=readers)
    for item in [item for item in world.inventory.items if item.id in subject_ids]:
        world.inventory.add(item.noun, item.id, *item.words, readers=readers)
    return escalation


def _decide_first_subject(world: World, platform: str, escalation: JsonObject) -> str:
    """Record that the platform removed the first subject of the escalation, and return the subject's id."""
    subject_id = str(escalation["subjects"][0]["subject_id"])
    puid = f"puid-{escalation['id'][-8:]}"
    body = {
        "puid": puid,
        "decided_at": "2026-11-01T10:00:00Z",
        "automated_detection": False,
        "automated_decision": "not_automated",
        "subjects": [{"subject_id": subject_id, "action": "content_removed"}],
    }
    decision = world[platform].post(f"/escalations/{escalation['id']}/decisions", body).body
    world.inventory.add("decision", decision["id"], puid, readers={"helpline", platform})
    return subject_id


def open_member_case(world: World, school: str, union: str, incident: JsonObject) -> None:
    """Issue a card for the school's incident and redeem it as the union."""
    card = issue_card(world, school, incident)
    member_case = world[union].post("/member-cases", {**card, "consent_evidence_ref": "a signed form"}).body
    world.inventory.add("member_case", member_case["id"], readers={union})
    share_with_union(world, school, union, incident)


def issue_card(world: World, school: str, incident: JsonObject) -> dict[str, str]:
    """Issue a card for the school's incident and return it."""
    card: dict[str, str] = world[school].post(f"/incidents/{incident['id']}/card", {}).body
    world.inventory.add("card", card["case_number"], card["secret"], readers={school})
    return card


def share_with_union(world: World, school: str, union: str, incident: JsonObject) -> None:
    """Note what the union may see once it has redeemed a card of the incident."""
    world.inventory.add("incident", incident["id"], incident["reference"], CANARIES[school], readers={union})
    # Readers of a school's incident see the school's id, but not its name.
    world.inventory.add("school", world.organisation_id(school), readers={union})
    for link in incident["subjects"]:
        world.inventory.add("subject", link["subject_id"], readers={union})
