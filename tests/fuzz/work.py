"""What happens in the fuzzer's world before it is fuzzed: over HTTP, and noted with who may come upon it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests import factories
from tests.fuzz.world import CANARIES, PLATFORMS, World

# What names a post in its address.
POST = re.compile(r"[\w-]{11,}")


def report(world: World, name: str) -> dict[str, Any]:
    """Two clips, a film, and a clip that both schools of the helpline come upon."""
    own = [factories.new_clip_url(), factories.new_clip_url(), factories.new_film_url()]
    shared = world.addresses.setdefault("everybody", [factories.new_clip_url()])
    urls = [*own, *(shared if "far" not in name else [])]
    word = CANARIES[name]
    body = {
        "affected_kind": "staff",
        "affected_person": True,
        "summary_neutral": f"An account with a picture of a {word} mocks a member of staff.",
        "harm_categories": ["impersonation_staff"],
        "links": [{"url": url, "role": "primary"} for url in urls],
    }
    made = world[name].post("/incidents", body).body
    helpline = "far helpline" if "far" in name else "helpline"
    readers = {name, helpline}
    world.addresses.setdefault(name, []).extend(own)
    world.holdings.add("incident", made["id"], made["reference"], word, readers=readers)
    made["subjects"].sort(key=lambda link: urls.index(_address(world, name, link)))
    for link, url in zip(made["subjects"], urls, strict=True):
        world.platforms[link["subject_id"]] = world.id_of(PLATFORMS[link["platform"]])
        world.holdings.add("subject", link["subject_id"], readers=readers)
        world.holdings.add("locator", link["subject_id"], POST.findall(url)[-1], readers=readers)
    return made


def _address(world: World, name: str, link: dict[str, Any]) -> str:
    return str(world[name].get(f"/subjects/{link['subject_id']}/locator", purpose="own_report").body["url"])


def accept(world: World, helpline: str, incident: dict[str, Any]) -> None:
    path = f"/incidents/{incident['id']}"
    found = world[helpline].get(path)
    for action in ("triage", "accept"):
        found = world[helpline].post(f"{path}/transitions", {"action": action}, status=200, match=found.etag)


def escalate_and_answer(world: World, own: Sequence[dict[str, Any]], far: dict[str, Any]) -> None:
    first = [incident["subjects"][0] for incident in own]
    world.free = [own[0]["subjects"][3]["subject_id"]]
    sent = _escalate(world, "helpline", "platform", first)
    _escalate(world, "helpline", "platform", [incident["subjects"][1] for incident in own], sent=False)
    films = _escalate(world, "helpline", "other platform", [incident["subjects"][2] for incident in own])
    _escalate(world, "far helpline", "platform", far["subjects"][:2])
    _decide(world, "other platform", films)
    decided = _decide(world, "platform", sent)
    check = {"escalation_id": sent["id"], "method": "helpline_manual", "result": "gone", "wording": "It is gone."}
    world["helpline"].post(f"/subjects/{decided}/verifications", check)


def _escalate(
    world: World, helpline: str, platform: str, links: Sequence[dict[str, Any]], sent: bool = True
) -> dict[str, Any]:
    subject_ids = [link["subject_id"] for link in links]
    body = {
        "subject_ids": subject_ids,
        "platform_id": world.id_of(platform),
        "priority": "P2",
        "basis": "terms",
        "explanation": "Both imitate a school and mock its staff.",
        "good_faith_statement": True,
    }
    made = world[helpline].post("/escalations", body)
    path, readers = f"/escalations/{made.body['id']}", {helpline}
    if sent:
        world[helpline].post(f"{path}/transitions", {"action": "send"}, status=200, match=made.etag)
        readers |= {platform}
    world.subjects[made.body["id"]] = subject_ids
    world.holdings.add("escalation", made.body["id"], made.body["reference"], readers=readers)
    for thing in [one for one in world.holdings.things if one.id in subject_ids]:
        world.holdings.add(thing.noun, thing.id, *thing.words, readers=readers)
    return made.body


def _decide(world: World, platform: str, escalation: dict[str, Any]) -> str:
    subject_id = str(escalation["subjects"][0]["subject_id"])
    body = {
        "puid": f"puid-{escalation['id'][-8:]}",
        "decided_at": "2026-11-01T10:00:00Z",
        "automated_detection": False,
        "automated_decision": "not_automated",
        "subjects": [{"subject_id": subject_id, "action": "content_removed"}],
    }
    made = world[platform].post(f"/escalations/{escalation['id']}/decisions", body).body
    world.holdings.add("decision", made["id"], str(body["puid"]), readers={"helpline", platform})
    return subject_id


def card(world: World, school: str, union: str, incident: dict[str, Any]) -> None:
    card = issued(world, school, incident)
    made = world[union].post("/member-cases", {**card, "consent_evidence_ref": "a signed form"}).body
    world.holdings.add("member_case", made["id"], readers={union})
    open_to(world, school, union, incident)


def open_to(world: World, school: str, union: str, incident: dict[str, Any]) -> None:
    """As soon as the union has used the card."""
    world.holdings.add("incident", incident["id"], incident["reference"], CANARIES[school], readers={union})
    # Whoever may read a school's incident learns which school it is, and not its name.
    world.holdings.add("school", world.id_of(school), readers={union})
    for link in incident["subjects"]:
        world.holdings.add("subject", link["subject_id"], readers={union})


def issued(world: World, school: str, incident: dict[str, Any]) -> dict[str, str]:
    card: dict[str, str] = world[school].post(f"/incidents/{incident['id']}/card", {}).body
    world.holdings.add("card", card["case_number"], card["secret"], readers={school})
    return card
