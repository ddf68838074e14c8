"""The random steps of a generated world. Each does one thing, unless there is nothing to do it with."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from services import incidents, member_cases, organisations
from services.policy.actor import Kind
from services.policy.field_access import ResourceView
from tests import factories
from tests.support.service_calls import call_as
from tests.support.world_model import Escalation, Incident, MemberCase, WorldModel

REPORTERS = (Kind.SCHOOL, Kind.SCHOOL, Kind.UNION, Kind.EMPLOYER_OTHER, Kind.HELPLINE)


@dataclass(slots=True)
class WorldBuilder:
    """The state of a world under construction.

    `shared_links` are (platform, URL) that several organisations may report; `helplines` are by region;
    `cards` are by incident.
    """

    rng: random.Random
    model: WorldModel = field(default_factory=WorldModel)
    shared_links: list[tuple[str, str]] = field(default_factory=list)
    helplines: dict[str, UUID] = field(default_factory=dict)
    cards: dict[UUID, ResourceView] = field(default_factory=dict)


def report_incident(builder: WorldBuilder) -> None:
    """Report some of the shared links as a random reporter."""
    rng, model = builder.rng, builder.model
    reporter = rng.choice(model.list_of_kind(*REPORTERS))
    links = rng.sample(builder.shared_links, rng.randint(1, 3))
    nation = rng.choice(sorted(model.organisations[reporter].nations))
    incident = factories.create_incident(reporter, *(url for _, url in links), nation=nation)
    subjects = {link["subject_id"]: link["platform"] for link in incident["subjects"]}
    model.incidents[incident["id"]] = Incident(reporter, subjects, overseen_by=model.overseers_of(reporter))


def accept_incident(builder: WorldBuilder) -> None:
    """Accept a submitted incident; name a school first where it has none."""
    rng, model = builder.rng, builder.model
    incident_id, incident = rng.choice([*model.incidents.items()])
    helpline = model.helpline_of(incident.owner)
    view = call_as(helpline, incidents.get_incident, incident_id)
    if view["state"] != "submitted":
        return
    factories.transition_incident(helpline, view, "triage")
    if view["school_id"] is None:
        schools = [school for school in model.list_of_kind(Kind.SCHOOL) if model.helpline_of(school) == helpline]
        school_id = rng.choice(schools)
        call_as(
            helpline, incidents.amend_incident, incident_id, expected_version=view["version"] + 1, school_id=school_id
        )
    factories.transition_incident(helpline, view, "accept")
    incident.accepted = True


def withdraw_incident(builder: WorldBuilder) -> None:
    """Withdraw a submitted incident, unless a helpline reported it."""
    incident_id, incident = builder.rng.choice([*builder.model.incidents.items()])
    view = call_as(incident.owner, incidents.get_incident, incident_id)
    may_withdraw = builder.model.kind_of(incident.owner) is not Kind.HELPLINE
    if may_withdraw and not incident.accepted and view["state"] == "submitted":
        factories.transition_incident(incident.owner, view, "withdraw")


def escalate_subjects(builder: WorldBuilder) -> None:
    """Create an escalation of one or two accepted subjects."""
    rng, model = builder.rng, builder.model
    helpline = rng.choice([*builder.helplines.values()])
    platform = rng.choice(model.list_of_kind(Kind.PLATFORM))
    candidates = model.escalatable_subjects(helpline, platform)
    if candidates:
        subject_ids = rng.sample(candidates, min(len(candidates), rng.randint(1, 2)))
        escalation = factories.create_escalation(helpline, platform, subject_ids)
        model.escalations[escalation["id"]] = Escalation(helpline, platform, set(subject_ids))


def send_escalation(builder: WorldBuilder) -> None:
    """Send a queued escalation."""
    queued = [(key, escalation) for key, escalation in builder.model.escalations.items() if not escalation.sent]
    if queued:
        escalation_id, escalation = builder.rng.choice(queued)
        factories.transition_escalation(escalation.helpline, {"id": escalation_id}, "send")
        escalation.sent = True


def decide_subject(builder: WorldBuilder) -> None:
    """Record the platform's decision on a subject of a sent escalation."""
    undecided = [
        (key, escalation)
        for key, escalation in builder.model.escalations.items()
        if escalation.sent and escalation.undecided
    ]
    if undecided:
        escalation_id, escalation = builder.rng.choice(undecided)
        subject_id = builder.rng.choice(sorted(escalation.undecided))
        decision = builder.rng.choice([factories.removal_input, factories.decline_input])(subject_id)
        factories.record_decision(escalation.platform, {"id": escalation_id}, decision)
        escalation.decided.add(subject_id)


def verify_subject(builder: WorldBuilder) -> None:
    """Record the helpline's verification of a decided subject."""
    decided = [(key, escalation) for key, escalation in builder.model.escalations.items() if escalation.decided]
    if decided:
        escalation_id, escalation = builder.rng.choice(decided)
        subject_id = builder.rng.choice(sorted(escalation.decided))
        factories.record_verification(escalation.helpline, {"id": escalation_id}, subject_id)
        escalation.verified.add(subject_id)


def open_member_case(builder: WorldBuilder) -> None:
    """Issue a card for an employer's incident, and redeem it as a union of the same helpline."""
    rng, model = builder.rng, builder.model
    employers = model.list_of_kind(Kind.SCHOOL, Kind.EMPLOYER_OTHER)
    incident_id = rng.choice([key for key, incident in model.incidents.items() if incident.owner in employers])
    incident = model.incidents[incident_id]
    if incident_id not in builder.cards:
        builder.cards[incident_id] = call_as(incident.owner, member_cases.issue_card, incident_id)
    helpline = model.helpline_of(incident.owner)
    union = rng.choice([union for union in model.list_of_kind(Kind.UNION) if model.helpline_of(union) == helpline])
    if union not in incident.redeemed_by:
        card = builder.cards[incident_id]
        member_case = call_as(union, member_cases.open_member_case, **card, consent_evidence_ref="letter")
        model.member_cases[member_case["id"]] = MemberCase(union, incident_id)
        incident.redeemed_by.add(union)


def end_oversight(builder: WorldBuilder) -> None:
    """End an oversight that is in force."""
    oversight_id, oversight = builder.rng.choice([*builder.model.oversights.items()])
    if oversight.in_force:
        call_as(oversight.school, organisations.amend_oversight, oversight_id, expected_version=1, in_force=False)
        oversight.in_force = False


Step = Callable[[WorldBuilder], None]
# Roughly the order in which these happen in reality, so that most steps have something to work on.
STEP_ORDER: dict[Step, int] = {
    withdraw_incident: 0,
    accept_incident: 0,
    escalate_subjects: 2,
    send_escalation: 3,
    decide_subject: 4,
    verify_subject: 5,
    open_member_case: 1,
    end_oversight: 2,
    report_incident: 3,
}
STEP_COUNTS: dict[Step, int] = {
    withdraw_incident: 2,
    accept_incident: 12,
    escalate_subjects: 5,
    send_escalation: 3,
    decide_subject: 5,
    verify_subject: 3,
    open_member_case: 4,
    end_oversight: 3,
    report_incident: 4,
}
STEPS: list[Step] = [step for step, step_count in STEP_COUNTS.items() for _ in range(step_count)]
