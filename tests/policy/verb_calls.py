"""A call of a verb for each permission, and the organisations that try it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services import escalations, incidents, member_cases, organisations, statistics
from services.core import clock
from services.policy.actor import Actor, Kind
from services.statistics.weeks import format_week, get_monday
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support.service_calls import call_as

PURPOSES = ("own_report", "triage", "verify", "act")


@dataclass(frozen=True, slots=True)
class VerbCall:
    """A verb and its arguments after the session and the actor."""

    verb: Callable[..., object]
    args: tuple[object, ...] = ()
    kwargs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """The organisations of each column, and the call for each action."""

    organisations: Mapping[str, list[UUID]]
    calls: Mapping[str, VerbCall]


def create_scene() -> Scene:
    """Create the organisations and the rows that the calls refer to."""
    parties = factories.create_parties()
    other_helpline = factories.create_organisation(Kind.HELPLINE)
    factories.create_agreement(other_helpline, parties.platform)
    columns = {name: [organisation] for name, organisation in parties.by_name().items()}
    columns |= {
        "other_government": [factories.create_organisation(Kind.GOVERNMENT, nations=["SCT"])],
        "other_helpline": [other_helpline],
        "overseer": [parties.trust, parties.local_authority],
        "other_overseer": [factories.create_organisation(kind) for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY)],
        "others": [parties.coordination_body, parties.regulator, parties.police],
    }
    return Scene(columns, _build_calls(parties))


def _build_calls(parties: factories.Parties) -> dict[str, VerbCall]:
    """Create the rows that the calls refer to, and return the call for each action."""
    oversight, _ = factories.create_oversights(parties.school, parties.trust, parties.local_authority)
    incident = factories.create_incident(parties.school)
    redeemed_card = call_as(parties.school, member_cases.issue_card, incident["id"])
    call_as(parties.union, member_cases.open_member_case, **redeemed_card, consent_evidence_ref="letter")
    other_incident = factories.create_accepted_incident(parties.helpline, parties.school)
    card = call_as(parties.school, member_cases.issue_card, other_incident["id"])
    escalation_input = factories.escalation_input(parties.platform, list_subject_ids(other_incident))
    report_input = factories.report_input(new_clip_url())
    week = format_week(get_monday(clock.now()))
    amend_oversight = {"expected_version": 1, "in_force": False}
    return {
        "incident.report": VerbCall(incidents.report_incident, (), report_input),
        **_build_incident_calls(incident["id"]),
        "oversight.give": VerbCall(organisations.create_oversight, (), {"overseer_id": parties.trust}),
        "oversight.amend": VerbCall(organisations.amend_oversight, (oversight,), amend_oversight),
        "member_case.open": VerbCall(member_cases.open_member_case, (), {**card, "consent_evidence_ref": "letter"}),
        "escalation.open": VerbCall(escalations.open_escalation, (), escalation_input),
        **_build_escalation_calls(parties),
        "statistics.read": VerbCall(statistics.get_statistic, (), {"nation": "WLS", "week": week}),
        "release.make": VerbCall(_publish_release_nine_days_later),
    }


def _build_incident_calls(incident_id: UUID) -> dict[str, VerbCall]:
    """Return the calls that change the submitted incident."""
    args = (incident_id,)
    view_band = {"expected_version": 1, "view_band": "gt1m"}
    classification = {"expected_version": 1, "harm_categories": ["threat"]}
    link = factories.link_input(new_clip_url())
    withdrawal, triage = ({"expected_version": 1, "action": action} for action in ("withdraw", "triage"))
    return {
        "incident.amend": VerbCall(incidents.amend_incident, args, view_band),
        "incident.classify": VerbCall(incidents.amend_incident, args, classification),
        "incident.link": VerbCall(incidents.add_subject, args, link),
        "incident.move": VerbCall(incidents.transition_incident, args, withdrawal),
        "incident.triage": VerbCall(incidents.transition_incident, args, triage),
        "card.issue": VerbCall(member_cases.issue_card, args, {"reissue": True}),
    }


def _build_escalation_calls(parties: factories.Parties) -> dict[str, VerbCall]:
    """Send an escalation of two subjects, decide one of them, and return the calls that concern it."""
    accepted = factories.create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url())
    decided, undecided = list_subject_ids(accepted)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [decided, undecided])
    factories.record_decision(parties.platform, escalation, factories.removal_input(decided))
    escalation_id = escalation["id"]
    version = call_as(parties.platform, escalations.get_escalation, escalation_id)["version"]
    acknowledgement = {"expected_version": version, "action": "acknowledge"}
    decision = factories.decision_input(factories.removal_input(undecided))
    verification = {"escalation_id": escalation_id, "method": "helpline_manual", "result": "gone"}
    return {
        **{
            f"locator.{purpose}": VerbCall(incidents.get_locator, (undecided,), {"purpose": purpose})
            for purpose in PURPOSES
        },
        "escalation.move": VerbCall(escalations.transition_escalation, (escalation_id,), acknowledgement),
        "decision.record": VerbCall(escalations.record_decision, (escalation_id,), decision),
        "verification.record": VerbCall(escalations.record_verification, (decided,), verification),
    }


def _publish_release_nine_days_later(session: Session, actor: Actor) -> UUID | None:
    """Publish the release of the present week when that week is over."""
    monday = get_monday(clock.now())
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        return statistics.publish_release(session, actor, "WLS", monday)
