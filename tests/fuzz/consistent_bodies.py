"""Requests that a rule would refuse become such as may be taken: else nothing deep is ever reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from tests.fuzz.known_ids import Given

T = TypeVar("T")
Body = dict[str, Any]
CLOSING, REASON = "close_no_action", "unfounded"
LONG_AGO = "2026-11-02T10:00:00Z"


@dataclass(frozen=True, slots=True)
class About:
    """The ids of the path, what is allowed there now, and the world."""

    ids: Mapping[str, Any]
    allowed: Sequence[str]
    given: Given


def made_of(operation: str, body: Body, about: About) -> Body:
    """The body, whose parts fit together and to what there is."""
    return FITTED[operation](body, about) if operation in FITTED else body


def own_ids(ids: Mapping[str, Any], body: object, given: Given) -> Mapping[str, Any]:
    """Ids of the caller's own in the place of those that nobody has."""
    known = {one for own in given.own.values() for one in own} | set(given.foreign_ids)
    return {
        name: _one(given.own[name], body) if given.own.get(name) and found not in known else found
        for name, found in ids.items()
    }


def _move(body: Body, about: About) -> Body:
    """One that is possible, without words that only some actions take."""
    action = _one(about.allowed, body) if about.allowed else body["action"]
    return {"action": action, **({"reason": REASON} if action == CLOSING else {})}


def _amendment(body: Body, about: About) -> Body:
    """Of what is the caller's to correct."""
    return {name: value for name, value in body.items() if name in about.given.amends} or body


def _escalation(body: Body, about: About) -> Body:
    """Of one subject, to its platform."""
    platforms = about.given.platforms
    known = [one for one in body["subject_ids"] if one in platforms]
    fitting = {"subject_ids": known[:1], "platform_id": platforms[known[0]]} if known else {}
    return body | fitting | {"good_faith_statement": True}


def _decision(body: Body, about: About) -> Body:
    """On one subject of the escalation."""
    subject_ids = about.given.subjects.get(str(about.ids["escalation_id"]))
    if not subject_ids:
        return body
    answer = {"subject_id": _one(subject_ids, body), **_answer(body["subjects"][0])}
    return body | {"subjects": [answer], "decided_at": LONG_AGO, "puid": uuid4().hex}


def _answer(asked: Body) -> Body:
    declines = asked.get("decline_reason")
    return {"action": "no_action", "decline_reason": "no_violation"} if declines else {"action": "content_removed"}


def _verification(body: Body, about: About) -> Body:
    """In an escalation of the subject."""
    subject_id = str(about.ids["subject_id"])
    found = [escalation for escalation, subjects in about.given.subjects.items() if subject_id in subjects]
    return body | {"escalation_id": found[0] if found else body["escalation_id"]}


def _case(body: Body, about: About) -> Body:
    """With a card that is right, every other time."""
    number, secret = _one(list(about.given.cards.items()), body)
    return body | ({"case_number": number, "secret": secret} if len(str(body)) % 2 else {})


def _one(choices: Sequence[T], about: object) -> T:
    """One of them, always the same for the same thing."""
    return choices[len(str(about)) % len(choices)]


FITTED: Mapping[str, Callable[[Body, About], Body]] = {
    "move_incident": _move,
    "move_escalation": _move,
    "amend_incident": _amendment,
    "open_escalation": _escalation,
    "record_decision": _decision,
    "record_verification": _verification,
    "open_member_case": _case,
}
