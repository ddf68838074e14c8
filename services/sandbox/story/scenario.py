"""The story. The director gives the cues, plays the world outside and carries the card; actors meet in the API only."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.sandbox import organisations
from services.sandbox.organisations import Party
from services.sandbox.story.runner import Difference, Stage

BYSTANDERS: Mapping[str, Party] = {
    "another school": organisations.background_schools()[0],
    "another union": organisations.SECOND_UNION,
    "another platform": organisations.SECOND_PLATFORM,
    "representative": organisations.REPRESENTATIVE,
    "Ofcom": organisations.REGULATOR,
    "UKCIS": organisations.COORDINATION,
    "trust": organisations.TRUST,
    "local authority": organisations.LOCAL_AUTHORITY,
    "police": organisations.POLICE,
}
# Who plays which role, with whose credentials.
PARTS: Mapping[str, tuple[str, Party]] = {
    "school": ("school", organisations.SCHOOL),
    "second school": ("school", organisations.SECOND_SCHOOL),
    "helpline": ("helpline", organisations.HELPLINE),
    "platform": ("platform", organisations.PLATFORM),
    "union": ("union", organisations.UNION),
    "government": ("government", organisations.GOVERNMENT),
    "another government": ("government", organisations.SECOND_GOVERNMENT),
    **{who: ("bystander", party) for who, party in BYSTANDERS.items()},
}
# Numbers that would give one reporter away to another.
COUNTS = ('"incident_count"', '"source_incident_count_band"')


@dataclass(frozen=True, slots=True)
class World:
    """Two posts that nobody has seen before."""

    video: str = field(default_factory=lambda: _number())
    picture: str = field(default_factory=lambda: _number())

    def seen_by_school(self) -> Sequence[str]:
        """As they are copied from a browser."""
        account = "https://www.tiktok.com/@sandbox.account"
        return [f"{account}/video/{self.video}?is_from_webapp=1", f"{account}/photo/{self.picture}"]

    def seen_by_second_school(self) -> Sequence[str]:
        """One of them, as it is shared from a telephone."""
        return [f"https://m.tiktok.com/v/{self.video}.html?_r=1&u_code=sandbox"]


def play(stage: Stage) -> None:
    """Leg by leg; Difference at the first that goes otherwise."""
    world = World()
    known = stage.everybody("sign_in")
    first = stage.leg("school", "report", links=world.seen_by_school())
    second = stage.leg("second school", "report", links=world.seen_by_second_school())
    stage.leg("helpline", "take_in", reports=2)
    escalation = stage.leg("helpline", "escalate")
    stage.leg("platform", "nothing_new")
    stage.leg("helpline", "send")
    stage.leg("school", "hear_of_escalation")
    received = stage.leg("platform", "receive")
    _same("the posts that the platform looked at", received["posts"], sorted([world.video, world.picture]))
    stage.leg("platform", "decide")
    stage.leg("helpline", "verify")
    stage.leg("school", "hear_of_outcome")
    stage.leg("second school", "hear_of_outcome")
    _nobody_learns_of_another(stage, known, first, second, escalation)
    case = _card_to_union(stage)
    _nobody_learns_of_union(stage, known["union"], case)
    _bystanders_see_nothing(stage, first, escalation, case)
    _figures(stage)


def _nobody_learns_of_another(
    stage: Stage,
    known: Mapping[str, Any],
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    escalation: Mapping[str, Any],
) -> None:
    hidden = [*COUNTS, *escalation.values()]
    stage.leg("school", "know_only_own", others=[*_traces(known["second school"], second), *hidden])
    stage.leg("second school", "know_only_own", others=[*_traces(known["school"], first), *hidden])
    schools = [*_traces(known["school"], first), *_traces(known["second school"], second)]
    stage.leg("platform", "never_heard_of", words=[*schools, COUNTS[0]])


def _traces(organisation: Mapping[str, Any], report: Mapping[str, Any]) -> list[str]:
    return [organisation["id"], organisation["name"], report["id"], report["reference"]]


def _card_to_union(stage: Stage) -> str:
    card = stage.leg("school", "issue_card")
    for who in ("helpline", "platform"):
        stage.leg(who, "catch_up")
    case = stage.leg("union", "redeem", card=card)
    stage.leg("union", "pull")
    return str(case["id"])


def _nobody_learns_of_union(stage: Stage, union: Mapping[str, Any], case_id: str) -> None:
    traces = [union["id"], union["name"], case_id, "member_case"]
    stage.leg("school", "notice_nothing")
    for who in ("helpline", "platform"):
        stage.leg(who, "nothing_new")
    for who in ("school", "second school", "helpline", "platform"):
        stage.leg(who, "never_heard_of", words=traces)


def _bystanders_see_nothing(
    stage: Stage, report: Mapping[str, Any], escalation: Mapping[str, Any], case_id: str
) -> None:
    leaked = {
        "incident": report["id"],
        "escalation": escalation["id"],
        "member_case": case_id,
        "subjects": report["subject_ids"],
    }
    for who in (*BYSTANDERS, "government", "another government"):
        stage.leg(who, "look", ids=leaked)


def _figures(stage: Stage) -> None:
    stage.leg("government", "ask_for_this_week")
    stage.leg("government", "ask_for_past_weeks")
    stage.leg("another government", "ask_for", nation=organisations.NATION)


def _same(what: str, found: Any, expected: Any) -> None:
    if found != expected:
        raise Difference(f"{what} are not those that were reported")


def _number() -> str:
    return f"7{secrets.randbelow(10**18):018}"
