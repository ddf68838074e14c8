"""What may happen in a world: one step of each kind, done if there is something to do it with."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services import incidents, member_cases, organisations
from services.policy.actor import Kind
from tests import factories
from tests.support.service_calls import call_as
from tests.support.world_model import Escalation, Incident, MemberCase, WorldModel


@dataclass(slots=True)
class WorldBuilder:
    """`pool` are addresses that several organisations come upon."""

    chance: random.Random
    ledger: WorldModel = field(default_factory=WorldModel)
    pool: list[tuple[str, str]] = field(default_factory=list)
    helplines: dict[str, UUID] = field(default_factory=dict)
    cards: dict[UUID, dict[str, Any]] = field(default_factory=dict)


REPORTERS = (Kind.SCHOOL, Kind.SCHOOL, Kind.UNION, Kind.EMPLOYER_OTHER, Kind.HELPLINE)


def report_incident(maker: WorldBuilder) -> None:
    reporter = maker.chance.choice(maker.ledger.of_kind(*REPORTERS))
    chosen = maker.chance.sample(maker.pool, maker.chance.randint(1, 3))
    nation = maker.chance.choice(sorted(maker.ledger.members[reporter].nations))
    made = factories.create_incident(reporter, *(url for _, url in chosen), nation=nation)
    subjects = {link["subject_id"]: link["platform"] for link in made["subjects"]}
    maker.ledger.incidents[made["id"]] = Incident(reporter, subjects, overseen_by=maker.ledger.looking_on(reporter))


def _triage(maker: WorldBuilder) -> None:
    incident_id, incident = maker.chance.choice([*maker.ledger.incidents.items()])
    helpline = maker.ledger.helpline_of(incident.owner)
    seen = call_as(helpline, incidents.read_incident, incident_id)
    if seen["state"] != "submitted":
        return
    factories.transition_incident(helpline, seen, "triage")
    if seen["school_id"] is None:
        own = [one for one in maker.ledger.of_kind(Kind.SCHOOL) if maker.ledger.helpline_of(one) == helpline]
        named = {"school_id": maker.chance.choice(own)}
        call_as(helpline, incidents.amend, incident_id, expected=seen["version"] + 1, **named)
    factories.transition_incident(helpline, seen, "accept")
    incident.accepted = True


def _withdraw(maker: WorldBuilder) -> None:
    incident_id, incident = maker.chance.choice([*maker.ledger.incidents.items()])
    seen = call_as(incident.owner, incidents.read_incident, incident_id)
    withdraws = maker.ledger.kind(incident.owner) is not Kind.HELPLINE
    if withdraws and not incident.accepted and seen["state"] == "submitted":
        factories.transition_incident(incident.owner, seen, "withdraw")


def _escalate(maker: WorldBuilder) -> None:
    helpline = maker.chance.choice([*maker.helplines.values()])
    service = maker.chance.choice(maker.ledger.of_kind(Kind.PLATFORM))
    free = maker.ledger.escalable(helpline, service)
    if free:
        chosen = maker.chance.sample(free, min(len(free), maker.chance.randint(1, 2)))
        made = factories.create_escalation(helpline, service, chosen)
        maker.ledger.escalations[made["id"]] = Escalation(helpline, service, set(chosen))


def _send(maker: WorldBuilder) -> None:
    waiting = [(key, one) for key, one in maker.ledger.escalations.items() if not one.sent]
    if waiting:
        escalation_id, escalation = maker.chance.choice(waiting)
        factories.transition_escalation(escalation.helpline, {"id": escalation_id}, "send")
        escalation.sent = True


def _decide(maker: WorldBuilder) -> None:
    open_ = [(key, one) for key, one in maker.ledger.escalations.items() if one.sent and one.undecided]
    if open_:
        escalation_id, escalation = maker.chance.choice(open_)
        subject = maker.chance.choice(sorted(escalation.undecided))
        answer = maker.chance.choice([factories.removal_input, factories.decline_input])(subject)
        factories.record_decision(escalation.platform, {"id": escalation_id}, answer)
        escalation.decided.add(subject)


def _verify(maker: WorldBuilder) -> None:
    checkable = [(key, one) for key, one in maker.ledger.escalations.items() if one.decided]
    if checkable:
        escalation_id, escalation = maker.chance.choice(checkable)
        subject = maker.chance.choice(sorted(escalation.decided))
        factories.record_verification(escalation.helpline, {"id": escalation_id}, subject)
        escalation.checked.add(subject)


def _give_card(maker: WorldBuilder) -> None:
    employers = maker.ledger.of_kind(Kind.SCHOOL, Kind.EMPLOYER_OTHER)
    own = [key for key, one in maker.ledger.incidents.items() if one.owner in employers]
    incident_id = maker.chance.choice(own)
    incident = maker.ledger.incidents[incident_id]
    if incident_id not in maker.cards:
        maker.cards[incident_id] = call_as(incident.owner, member_cases.issue_card, incident_id)
    helpline = maker.ledger.helpline_of(incident.owner)
    near = [one for one in maker.ledger.of_kind(Kind.UNION) if maker.ledger.helpline_of(one) == helpline]
    union = maker.chance.choice(near)
    if union not in incident.redeemed_by:
        made = call_as(union, member_cases.open_member_case, **maker.cards[incident_id], consent_evidence_ref="letter")
        maker.ledger.cases[made["id"]] = MemberCase(union, incident_id)
        incident.redeemed_by.add(union)


def _end_oversight(maker: WorldBuilder) -> None:
    oversight_id, oversight = maker.chance.choice([*maker.ledger.oversights.items()])
    if oversight.in_force:
        call_as(oversight.school, organisations.amend_oversight, oversight_id, expected_version=1, in_force=False)
        oversight.in_force = False


Step = Callable[[WorldBuilder], None]
# Roughly in the order of life, so that most steps find something to do.
STEP_ORDER: dict[Step, int] = {
    _withdraw: 0,
    _triage: 0,
    _escalate: 2,
    _send: 3,
    _decide: 4,
    _verify: 5,
    _give_card: 1,
    _end_oversight: 2,
    report_incident: 3,
}
STEP_COUNTS: dict[Step, int] = {
    _withdraw: 2,
    _triage: 12,
    _escalate: 5,
    _send: 3,
    _decide: 5,
    _verify: 3,
    _give_card: 4,
    _end_oversight: 3,
    report_incident: 4,
}
STEPS: list[Step] = [step for step, times in STEP_COUNTS.items() for _ in range(times)]
