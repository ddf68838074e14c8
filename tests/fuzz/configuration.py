"""The configuration of schemathesis: dictionaries of values, expected statuses, and the number of examples."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from services.policy.actor import Kind
from tests import factories
from tests.fuzz.inventory import NOUNS
from tests.fuzz.world import EVERYBODY, PEERS, World

SEED = 20261122
# The probability that a parameter gets a value of its dictionary.
PROBABILITY_OF_ID, PROBABILITY_OF_OTHER = 0.8, 0.5
# Subjects that can still be escalated are so many times in the dictionary.
UNESCALATED_WEIGHT = 8
NEW_URLS = 9
NEUTRAL_TEXT = "An account imitates the school and mocks a member of staff."

# The dictionary of each parameter and body field.
DICTIONARY_BY_PARAMETER = {
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
    "body.links[*].url": "url",
    "body.url": "url",
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


def format_configuration(world: World, kind: Kind, *, examples: int, covered: Sequence[str], repetition: int) -> str:
    """Return the configuration as TOML, in which strings and lists have the syntax of JSON.

    `examples` is the number of random examples for each operation; operations in `covered` get no edge cases.
    Each `repetition` has a seed of its own.
    """
    dictionaries = _create_dictionaries(world, kind)
    parameters = {parameter: name for parameter, name in DICTIONARY_BY_PARAMETER.items() if dictionaries.get(name)}
    return "\n".join(
        (
            f"seed = {SEED + repetition}",
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
            *(
                f"[dictionaries.{name}]\nvalues = {json.dumps(values)}"
                for name, values in dictionaries.items()
                if values
            ),
            "[parameters]",
            *(
                f'"{parameter}" = {{ dictionary = "{name}", probability = {_probability_of(name)} }}'
                for parameter, name in parameters.items()
            ),
            *(
                f'[[operations]]\ninclude-operation-id = "{operation_id}"\nphases.coverage.enabled = false'
                for operation_id in covered
            ),
        )
    )


def _create_dictionaries(world: World, kind: Kind) -> Mapping[str, Sequence[str]]:
    caller, peer = PEERS[kind]
    ids = {noun: _balance_ids(world, noun, caller, peer) for noun in NOUNS}
    urls = [*world.reported_urls.get(caller, ()), *world.reported_urls[EVERYBODY]]
    urls += [factories.new_clip_url() for _ in range(NEW_URLS)]
    return {
        **ids,
        "subject": ids["subject"] + UNESCALATED_WEIGHT * world.unescalated_subjects,
        "platform": [world.organisation_id("platform"), world.organisation_id("other platform")],
        "vocabulary": ["harm_category", "nation", "decision_action", "nothing"],
        "cursor": [cursor for name in (caller, peer) for cursor in _fetch_cursors(world, name)],
        "url": urls,
        "case_number": [card["case_number"] for card in world.unused_cards],
        "purpose": [PURPOSES[kind]] if kind in PURPOSES else [],
        "text": [NEUTRAL_TEXT, "A clip taken in a lesson was posted with insults."],
    }


def _balance_ids(world: World, noun: str, caller: str, peer: str) -> list[str]:
    """Return ids of the caller, of its peer and of third parties, as many of each as the largest group has."""
    own, hidden = world.inventory.visible_ids(noun, caller), world.inventory.hidden_ids(noun, caller)
    of_peer = set(world.inventory.visible_ids(noun, peer))
    groups = (
        own,
        [item_id for item_id in hidden if item_id in of_peer],
        [item_id for item_id in hidden if item_id not in of_peer],
    )
    size = max(map(len, groups))
    return [group[index % len(group)] for group in groups if group for index in range(size)]


def _fetch_cursors(world: World, name: str) -> list[str]:
    client = world[name]
    paths = {"incidents:read": "/incidents", "escalations:read": "/escalations", "changes:read": "/changes"}
    pages = [client.get(path, limit=1).body for scope, path in paths.items() if scope in client.scopes]
    pages.append(client.get("/organisations", limit=1).body)
    return [page[key] for page in pages for key in ("next_cursor", "sync_cursor") if page.get(key)]


def _probability_of(dictionary: str) -> float:
    return PROBABILITY_OF_ID if dictionary in NOUNS else PROBABILITY_OF_OTHER
