"""The policy page once more, through the verbs: who is let, who is refused, and who is told that there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from services import escalations, incidents, member_cases, organisations, statistics
from services.core import clock
from services.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from services.policy.actor import Actor, Kind
from services.statistics.weeks import format_week, get_monday
from tests import factories
from tests.factories import list_subject_ids, new_clip_url
from tests.support import permission_matrix
from tests.support.databases import Database
from tests.support.isolation_modes import ISOLATION_MODES
from tests.support.service_calls import call_as, catch_error_as

LETTERS: Mapping[type[DomainError], str] = {Invalid: "2", Forbidden: "3", NotFound: "4", Conflict: "9"}

# +: allowed; 2: invalid for this one; 3: seen, but not allowed; 4: does not exist for this one;
# 9: there is one already. Two letters: one of the two overseers, and the other.
# The incident is the school's, reported to the helpline, on the union's member's card, and overseen by trust and local
# authority; its escalation went to the platform; the statistic is of the government's nation. `overseer` are a trust
# and a local authority that the school lets look on, `other_overseer` those of nobody; `rest` are all other kinds.
COLUMNS = (
    "school other_school union other_union helpline other_helpline platform other_platform gov other_gov"
    " overseer other_overseer employer rest"
)
ANSWERS = """
incident.report      + + + + + + 3 3 3 3 3 3 + 3
incident.amend       + 4 3 4 2 4 4 4 4 4 3 4 4 4
incident.classify    2 4 3 4 + 4 4 4 4 4 3 4 4 4
incident.link        + 4 3 4 3 4 4 4 4 4 3 4 4 4
incident.move        + 4 3 4 3 4 4 4 4 4 3 4 4 4
incident.triage      3 4 3 4 + 4 4 4 4 4 3 4 4 4
card.issue           + 4 3 4 3 4 4 4 4 4 3 4 4 4
oversight.give       9 + 3 3 3 3 3 3 3 3 3 3 3 3
oversight.amend      + 4 4 4 4 4 4 4 4 4 34 4 4 4
member_case.open     3 3 + + 3 3 3 3 3 3 3 3 3 3
locator.own_report   + 4 4 4 3 4 3 4 4 4 4 4 4 4
locator.triage       3 4 4 4 + 4 3 4 4 4 4 4 4 4
locator.verify       3 4 4 4 + 4 3 4 4 4 4 4 4 4
locator.act          3 4 4 4 3 4 + 4 4 4 4 4 4 4
escalation.open      3 3 3 3 + 2 3 3 3 3 3 3 3 3
escalation.move      4 4 4 4 3 4 + 4 4 4 4 4 4 4
decision.record      4 4 4 4 3 4 + 4 4 4 4 4 4 4
verification.record  4 4 4 4 + 4 3 4 4 4 4 4 4 4
statistics.read      + + + + + + 3 3 + 4 + + + +
release.make         3 3 3 3 + + 3 3 3 3 3 3 3 3
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who tries, and for each action how: a verb with its arguments."""

    parts: Mapping[str, list[UUID]]
    tries: Mapping[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]


@pytest.fixture(scope="module")
def scene(shared_database: Database) -> Scene:
    """Every try is rolled back, so one scene serves them all."""
    parties = factories.create_parties()
    other_helpline = factories.create_organisation(Kind.HELPLINE)
    factories.create_agreement(other_helpline, parties.platform)
    parts = {name: [one] for name, one in parties.by_name().items()}
    parts |= {
        "gov": [parties.government],
        "other_gov": [factories.create_organisation(Kind.GOVERNMENT, nations=["SCT"])],
    }
    parts |= {"other_helpline": [other_helpline], "overseer": [parties.trust, parties.local_authority]}
    parts["other_overseer"] = [factories.create_organisation(kind) for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY)]
    parts["rest"] = [parties.coordination_body, parties.regulator, parties.police]
    return Scene(parts, _tries(parties))


def _tries(parties: factories.Parties) -> dict[str, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]]:
    (oversight, _) = factories.create_oversights(parties.school, parties.trust, parties.local_authority)
    fresh, accepted = (
        factories.create_incident(parties.school),
        factories.create_accepted_incident(parties.helpline, parties.school, new_clip_url(), new_clip_url()),
    )
    free = factories.create_accepted_incident(parties.helpline, parties.school)
    (decided, open_) = list_subject_ids(accepted)
    escalation = factories.create_sent_escalation(parties.helpline, parties.platform, [decided, open_])
    factories.record_decision(parties.platform, escalation, factories.removal_input(decided))
    version = call_as(parties.platform, escalations.get_escalation, escalation["id"])["version"]
    shared = call_as(parties.school, member_cases.issue_card, fresh["id"])
    call_as(parties.union, member_cases.open_member_case, **shared, consent_evidence_ref="letter")
    card = call_as(parties.school, member_cases.issue_card, free["id"])
    here = (fresh["id"],)
    return {
        "incident.report": (incidents.report_incident, (), _report()),
        "incident.amend": (incidents.amend_incident, here, {"expected_version": 1, "view_band": "gt1m"}),
        "incident.classify": (incidents.amend_incident, here, {"expected_version": 1, "harm_categories": ["threat"]}),
        "incident.link": (incidents.add_subject, here, {"url": new_clip_url(), "role": "related"}),
        "incident.move": (incidents.transition_incident, here, {"expected_version": 1, "action": "withdraw"}),
        "incident.triage": (incidents.transition_incident, here, {"expected_version": 1, "action": "triage"}),
        "card.issue": (member_cases.issue_card, here, {"reissue": True}),
        "oversight.give": (organisations.create_oversight, (), {"overseer_id": parties.trust}),
        "oversight.amend": (organisations.amend_oversight, (oversight,), {"expected_version": 1, "in_force": False}),
        "member_case.open": (member_cases.open_member_case, (), {**card, "consent_evidence_ref": "letter"}),
        **{f"locator.{why}": (incidents.get_locator, (open_,), {"purpose": why}) for why in PURPOSES},
        "escalation.open": (escalations.open_escalation, (), _escalation(parties, free)),
        "escalation.move": (
            escalations.transition_escalation,
            (escalation["id"],),
            {"expected_version": version, "action": "acknowledge"},
        ),
        "decision.record": (
            escalations.record_decision,
            (escalation["id"],),
            factories.decision_input(factories.removal_input(open_)),
        ),
        "verification.record": (
            escalations.record_verification,
            (decided,),
            {"escalation_id": escalation["id"], "method": "helpline_manual", "result": "gone"},
        ),
        "statistics.read": (
            statistics.get_statistic,
            (),
            {"nation": "WLS", "week": format_week(get_monday(clock.now()))},
        ),
        "release.make": (_later_release, (), {}),
    }


PURPOSES = ("own_report", "triage", "verify", "act")


def _report() -> dict[str, Any]:
    return factories.report_input(new_clip_url())


def _escalation(parties: factories.Parties, incident: dict[str, Any]) -> dict[str, Any]:
    return factories.escalation_input(parties.platform, list_subject_ids(incident))


def _later_release(session: Session, actor: Actor) -> UUID | None:
    monday = get_monday(clock.now())
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        return statistics.publish_release(session, actor, "WLS", monday)


ROWS = {line.split()[0]: line.split()[1:] for line in ANSWERS.strip().splitlines()}


def test_every_action_is_tried() -> None:
    assert set(ROWS) == {*permission_matrix.load_permissions(), "incident.triage"}


@pytest.mark.parametrize("way", ISOLATION_MODES)
@pytest.mark.parametrize("action", ROWS)
def test_verbs_let_and_refuse_as_the_page_says(shared_database: Database, scene: Scene, action: str, way: str) -> None:
    verb, arguments, named = scene.tries[action]
    with ISOLATION_MODES[way](shared_database):
        given = {
            part: {_letter(catch_error_as(one, verb, *arguments, **named)) for one in scene.parts[part]}
            for part in COLUMNS.split()
        }
    assert given == {part: set(letters) for part, letters in zip(COLUMNS.split(), ROWS[action], strict=True)}


def _letter(refusal: DomainError | None) -> str:
    if refusal is None:
        return "+"
    return next(letter for kind, letter in LETTERS.items() if isinstance(refusal, kind))
