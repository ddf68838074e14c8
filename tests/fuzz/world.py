"""Two of each kind under the same agreements, with work under way: made through endpoints, except who they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from services import accountability, clock
from services.accountability.weeks import monday_of
from services.policy.actor import Kind
from services.sandbox.story.caller import Caller
from tests import factories
from tests.fuzz.holdings import Holdings
from tests.fuzz.parties import join, organisation_of, token_of
from tests.support.acting import act, work_off

# As words of neutral texts; each stands in one text only.
CANARIES = {
    "school": "heron",
    "other school": "otter",
    "far school": "puffin",
    "union": "badger",
    "other union": "lynx",
}
PLATFORMS = {"tiktok": "platform", "youtube": "other platform"}
# What names a post in its address.
POST = re.compile(r"[\w-]{11,}")
# Helplines last: what they send on, others may see from then on.
PEERS = {
    Kind.SCHOOL: ("school", "other school"),
    Kind.UNION: ("union", "other union"),
    Kind.PLATFORM: ("platform", "other platform"),
    Kind.GOVERNMENT: ("government", "other government"),
    Kind.HELPLINE: ("helpline", "far helpline"),
}


@dataclass(slots=True)
class World:
    """Callers by the part they play. `addresses` are what was reported, `cards` those that nobody has used.

    `platforms` are the organisations where each subject was posted, `subjects` those of each escalation,
    `free` those that are accepted and in none.
    """

    base_url: str
    parties: dict[str, Caller] = field(default_factory=dict)
    holdings: Holdings = field(default_factory=Holdings)
    addresses: dict[str, list[str]] = field(default_factory=dict)
    cards: list[dict[str, str]] = field(default_factory=list)
    platforms: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, list[str]] = field(default_factory=dict)
    free: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> Caller:
        return self.parties[name]

    def move_to(self, base_url: str) -> None:
        """Everybody turns to another server of the same database."""
        self.base_url = base_url
        for caller in self.parties.values():
            caller.base_url = base_url
            token_of(caller)

    def id_of(self, name: str) -> str:
        """Of a party's organisation."""
        return str(organisation_of(self[name]))


def build(base_url: str) -> World:
    """Everybody has signed in, and every job is done."""
    world = World(base_url)
    _gather(world)
    own = {name: _report(world, name) for name in ("school", "other school")}
    unseen = {name: _report(world, name) for name in 3 * ("school", "other school", "union", "other union")}
    far = _report(world, "far school")
    for incident in own.values():
        _accept(world, "helpline", incident)
    _accept(world, "far helpline", far)
    _escalate_and_answer(world, [*own.values()], far)
    for school, union in (("school", "union"), ("other school", "other union")):
        _card(world, school, union, own[school])
    world.cards.append(_issued(world, "other school", unseen["other school"]))
    _open_to(world, "other school", "union", unseen["other school"])
    _publish(world)
    work_off()
    return world


def _gather(world: World) -> None:
    for name in ("helpline", "far helpline"):
        _join(world, name, Kind.HELPLINE, nations=("ENG", "WLS"))
    for name, helpline in (("school", "helpline"), ("other school", "helpline"), ("far school", "far helpline")):
        _join(world, name, Kind.SCHOOL, known_to=[organisation_of(world[helpline])])
    for name in ("union", "other union"):
        _join(world, name, Kind.UNION)
    for name, platform in [(name, platform) for platform, name in PLATFORMS.items()]:
        _join(world, name, Kind.PLATFORM, platform=platform)
    for name, nation in (("government", "WLS"), ("other government", "ENG")):
        _join(world, name, Kind.GOVERNMENT, nations=(nation,))
    near = ("school", "other school", "union", "other union", "platform", "other platform")
    for helpline, parties in (("helpline", near), ("far helpline", ("far school", "platform", "other platform"))):
        factories.agreement(organisation_of(world[helpline]), *(organisation_of(world[name]) for name in parties))


def _join(world: World, name: str, kind: Kind, **more: Any) -> None:
    caller = world.parties[name] = join(world.base_url, kind, f"{name} of the {_place(name)}".title(), **more)
    readers = {name}
    if kind is Kind.SCHOOL:
        readers |= {"far helpline"} if name == "far school" else {"helpline"}
    if kind in (Kind.SCHOOL, Kind.UNION):
        world.holdings.add("organisation", world.id_of(name), f"Of The {_place(name).title()}", readers=readers)
    assert caller.client


def _place(name: str) -> str:
    return f"{CANARIES.get(name, name.split()[-1])} marsh"


def _report(world: World, name: str) -> dict[str, Any]:
    """Two clips, a film, and a clip that both schools of the helpline come upon."""
    own = [factories.clip(), factories.clip(), factories.film()]
    shared = world.addresses.setdefault("everybody", [factories.clip()])
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


def _accept(world: World, helpline: str, incident: dict[str, Any]) -> None:
    path = f"/incidents/{incident['id']}"
    found = world[helpline].get(path)
    for action in ("triage", "accept"):
        found = world[helpline].post(f"{path}/transitions", {"action": action}, status=200, match=found.etag)


def _escalate_and_answer(world: World, own: Sequence[dict[str, Any]], far: dict[str, Any]) -> None:
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


def _card(world: World, school: str, union: str, incident: dict[str, Any]) -> None:
    card = _issued(world, school, incident)
    made = world[union].post("/member-cases", {**card, "consent_evidence_ref": "a signed form"}).body
    world.holdings.add("member_case", made["id"], readers={union})
    _open_to(world, school, union, incident)


def _open_to(world: World, school: str, union: str, incident: dict[str, Any]) -> None:
    """As soon as the union has used the card."""
    world.holdings.add("incident", incident["id"], incident["reference"], CANARIES[school], readers={union})
    # Whoever may read a school's incident learns which school it is, and not its name.
    world.holdings.add("school", world.id_of(school), readers={union})
    for link in incident["subjects"]:
        world.holdings.add("subject", link["subject_id"], readers={union})


def _issued(world: World, school: str, incident: dict[str, Any]) -> dict[str, str]:
    card: dict[str, str] = world[school].post(f"/incidents/{incident['id']}/card", {}).body
    world.holdings.add("card", card["case_number"], card["secret"], readers={school})
    return card


def _publish(world: World) -> None:
    last_week = monday_of(clock.now())
    with clock.at(clock.now() + timedelta(days=9)):
        for reader, nation in (("government", "WLS"), ("other government", "ENG")):
            made = act(organisation_of(world["helpline"]), accountability.roll_up, nation, last_week)
            world.holdings.add("release", str(made), readers={reader, "helpline"})
