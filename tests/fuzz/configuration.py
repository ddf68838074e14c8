"""The fuzzer's configuration file: what it draws from, what it checks, and how much it does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from services.policy.actor import Kind
from tests import factories
from tests.fuzz.holdings import NOUNS
from tests.fuzz.world import PEERS, World

SEED = 20261122
OFTEN, SOMETIMES = 0.8, 0.5
# Of so many more weight is what can still be escalated.
FREE = 8
TEXT = "An account imitates the school and mocks a member of staff."

# Where an id or a word of which dictionary belongs.
PLACES = {
    "path.incident_id": "incident",
    "path.escalation_id": "escalation",
    "path.subject_id": "subject",
    "path.member_case_id": "member_case",
    "path.organisation_id": "organisation",
    "path.name": "vocabulary",
    "query.cursor": "cursor",
    "query.platform_id": "platform",
    "body.subject_ids[*]": "subject",
    "body.subjects[*].subject_id": "subject",
    "body.escalation_id": "escalation",
    "body.platform_id": "platform",
    "body.school_id": "organisation",
    "body.links[*].url": "address",
    "body.url": "address",
    "body.case_number": "case_number",
    "query.purpose": "purpose",
    "body.summary_neutral": "text",
    "body.explanation": "text",
}
PURPOSES = {Kind.SCHOOL: "own_report", Kind.UNION: "own_report", Kind.HELPLINE: "triage", Kind.PLATFORM: "act"}
CHECKS = """
[checks]
object_level_authorization.enabled = true
positive_data_acceptance.expected-statuses = [200, 201, 304, 403, 404, 409, 412, 422, 428, 429]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 422, 428, 429, 431]
missing_required_header.expected-statuses = [401, 403, 404, 406, 409, 422, 428]

[phases.coverage]
unexpected-methods = ["put", "delete"]
"""


def configuration(world: World, kind: Kind, *, examples: int, covered: Sequence[str]) -> str:
    """As TOML, in which strings and lists are written as in JSON."""
    dictionaries = _dictionaries(world, kind)
    places = {place: words for place, words in PLACES.items() if dictionaries.get(words)}
    return "\n".join(
        (
            f"seed = {SEED}",
            'hooks = "tests.fuzz.hooks"',
            "continue-on-failure = true",
            "request-timeout = 20",
            "workers = 1",
            f"generation = {{ no-shrink = true, max-examples = {examples} }}",
            "warnings = false",
            "[auth.wfc]",
            'path = "auth.json"',
            'user = "caller"',
            'peers = ["caller", "peer"]',
            CHECKS,
            *(f"[dictionaries.{name}]\nvalues = {json.dumps(words)}" for name, words in dictionaries.items() if words),
            "[parameters]",
            *(
                f'"{place}" = {{ dictionary = "{words}", probability = {_chance(words)} }}'
                for place, words in places.items()
            ),
            *(f'[[operations]]\ninclude-operation-id = "{each}"\nphases.coverage.enabled = false' for each in covered),
        )
    )


def _dictionaries(world: World, kind: Kind) -> Mapping[str, Sequence[str]]:
    caller, peer = PEERS[kind]
    drawn = {noun: _balanced(world, noun, caller, peer) for noun in NOUNS}
    own = [
        *world.addresses.get(caller, ()),
        *world.addresses["everybody"],
        *(factories.new_clip_url() for _ in range(9)),
    ]
    return {
        **drawn,
        "subject": drawn["subject"] + FREE * world.free,
        "platform": [world.id_of("platform"), world.id_of("other platform")],
        "vocabulary": ["harm_category", "nation", "decision_action", "nothing"],
        "cursor": [cursor for name in (caller, peer) for cursor in _cursors(world, name)],
        "address": own,
        "case_number": [card["case_number"] for card in world.cards],
        "purpose": [PURPOSES[kind]] if kind in PURPOSES else [],
        "text": [TEXT, "A clip taken in a lesson was posted with insults."],
    }


def _balanced(world: World, noun: str, caller: str, peer: str) -> list[str]:
    """The caller's own, its peer's, and those of third parties: as many of each as there are of the most."""
    own, foreign = world.holdings.own(noun, caller), world.holdings.foreign(noun, caller)
    of_peer = set(world.holdings.own(noun, peer))
    groups = (own, [one for one in foreign if one in of_peer], [one for one in foreign if one not in of_peer])
    most = max(map(len, groups))
    return [group[index % len(group)] for group in groups if group for index in range(most)]


def _cursors(world: World, name: str) -> list[str]:
    caller = world[name]
    paths = {"incidents:read": "/incidents", "escalations:read": "/escalations", "changes:read": "/changes"}
    pages = [caller.get(path, limit=1).body for scope, path in paths.items() if scope in caller.scopes]
    pages.append(caller.get("/organisations", limit=1).body)
    return [page[key] for page in pages for key in ("next_cursor", "sync_cursor") if page.get(key)]


def _chance(words: str) -> float:
    return OFTEN if words in NOUNS else SOMETIMES
