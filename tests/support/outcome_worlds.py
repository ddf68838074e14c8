"""Generated worlds of a few posts that several reporters share, with escalations, decisions and checks in any order."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services import escalations, incidents
from services.core import clock
from services.core.errors import DomainError
from services.policy.actor import Kind
from services.policy.field_access import ResourceView
from tests import factories
from tests.factories import list_subject_ids
from tests.support.service_calls import call_as

NATIONS = ("WLS", "SCT")
START = datetime.fromisoformat("2026-03-02T09:00:00Z")
WEB_PAGE = "https://example.org/"
ACTIONS = ("content_removed", "no_action", "age_restricted")
CHANGE_REASONS = ("appeal_upheld", "correction", "reinstated")
RESULTS = ("gone", "gone", "gone", "live")
HARMS = ("threat", "impersonation_school", "brand_misuse_only")


class OutcomeWorld:
    """A helpline, a platform, and reporters of the same posts.

    The agreement with one of the schools ends early in one of its two nations. `incidents` are the reporters by
    incident, `escalations` the subjects by escalation. `latest` is the incident that was reported or accepted last,
    `now` the time of the last step.
    """

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.now = START
        self.helpline = factories.create_organisation(Kind.HELPLINE, nations=NATIONS)
        self.platform = factories.create_organisation(Kind.PLATFORM, nations=NATIONS, platform="tiktok")
        self.schools = [
            factories.create_organisation(Kind.SCHOOL, nations=NATIONS, known_to=[self.helpline]) for _ in range(3)
        ]
        self.union = factories.create_organisation(Kind.UNION, nations=NATIONS)
        self.ending = (self.schools[0], "SCT")
        self.reporters = [*self.schools, self.union]
        factories.create_agreement(self.helpline, self.platform, *self.reporters[1:], nations=NATIONS)
        factories.create_agreement(self.helpline, self.schools[0], nations=["WLS"])
        self.ends_at = START + timedelta(days=1)
        factories.create_agreement(self.helpline, self.schools[0], nations=["SCT"], valid_to=self.ends_at)
        page = f"{WEB_PAGE}{seed}-{self.rng.getrandbits(40)}"
        self.urls = [*(factories.new_clip_url() for _ in range(3)), page]
        self.incidents: dict[UUID, UUID] = {}
        self.escalations: dict[UUID, list[UUID]] = {}
        with clock.freeze_time(START):
            first = [self._report(self.schools[1], [url], NATIONS[0]) for url in self.urls]
        # In this order, and not in that of their random ids, so that a seed always makes the same world.
        self.subject_ids = list_subject_ids(*first)

    def take_steps(self, count: int) -> None:
        """Let some time pass, and do something at random that the service allows, this often."""
        for _ in range(count):
            self._take_step()

    def choose_incidents(self) -> list[UUID]:
        """Return some of the incidents at random."""
        return self.rng.sample([*self.incidents], self.rng.randint(1, len(self.incidents)))

    def list_organisations(self) -> list[UUID]:
        """Return all organisations of the world."""
        return [self.helpline, self.platform, *self.reporters]

    def list_escalated_subjects(self) -> set[UUID]:
        """Return the subjects of all escalations, whether they were sent or not."""
        return {subject_id for subject_ids in self.escalations.values() for subject_id in subject_ids}

    def has_ended(self, incident: Mapping[str, Any]) -> bool:
        """Return True if no agreement covers this row of an incident any more."""
        return (incident["owner_id"], incident["nation"]) == self.ending and self.now >= self.ends_at

    def _take_step(self) -> None:
        self.now += timedelta(minutes=self.rng.choice((5, 30, 240)))
        steps: Mapping[Callable[[], object], int] = {
            self._report_at_random: 6,
            self._accept: 3,
            self._withdraw: 1,
            self._escalate: 3,
            self._send: 6,
            self._answer: 3,
            self._decide: 6,
            self._verify: 7,
            self._close: 1,
        }
        with clock.freeze_time(self.now):
            for step in self.rng.choices([*steps], [*steps.values()], k=50):
                with suppress(DomainError, IndexError):
                    step()
                    return

    def _report_at_random(self) -> None:
        reporter = self.rng.choice([self.ending[0], *self.reporters])
        urls = self.rng.sample(self.urls, self.rng.choice((1, 1, 2, 3)))
        incident = self._report(reporter, urls, self.rng.choice(NATIONS))
        if self.rng.random() < 0.7:
            self._accept(incident["id"])

    def _report(self, reporter: UUID, urls: Sequence[str], nation: str) -> ResourceView:
        harms = [self.rng.choice(HARMS)]
        incident = factories.create_incident(reporter, *urls, nation=nation, harm_categories=harms)
        self.incidents[incident["id"]], self.latest = reporter, incident["id"]
        return incident

    def _accept(self, incident_id: UUID | None = None) -> None:
        incident = self._read_incident(incident_id)
        if incident["school_id"] is None:
            school = {"expected_version": incident["version"], "school_id": self.schools[1]}
            call_as(self.helpline, incidents.amend_incident, incident["id"], **school)
        factories.transition_incident(self.helpline, incident, "triage", "accept")
        self.latest = incident["id"]

    def _withdraw(self) -> None:
        incident = self._read_incident()
        factories.transition_incident(self.incidents[incident["id"]], incident, "withdraw")

    def _escalate(self) -> None:
        chosen = self.rng.sample(self.subject_ids, self.rng.randint(1, 2))
        escalation = factories.create_escalation(self.helpline, self.platform, chosen)
        self.escalations[escalation["id"]] = chosen

    def _send(self) -> None:
        factories.transition_escalation(self.helpline, self._choose_escalation(), "send")

    def _answer(self) -> None:
        action = self.rng.choice(("acknowledge", "start_review"))
        factories.transition_escalation(self.platform, self._choose_escalation(), action)

    def _decide(self) -> None:
        escalation = self._choose_escalation()
        subject_id, action = self.rng.choice(self.escalations[escalation["id"]]), self.rng.choice(ACTIONS)
        decided = (
            factories.decline_input(subject_id)
            if action == "no_action"
            else {
                **factories.removal_input(subject_id),
                "action": action,
            }
        )
        reason = {"change_reason": self.rng.choice(CHANGE_REASONS)} if self._is_decided(escalation, subject_id) else {}
        factories.record_decision(self.platform, escalation, {**decided, **reason})

    def _verify(self) -> None:
        escalation = self._choose_escalation()
        subject_id = self.rng.choice(self.escalations[escalation["id"]])
        factories.record_verification(self.helpline, escalation, subject_id, self.rng.choice(RESULTS))

    def _close(self) -> None:
        factories.transition_escalation(self.helpline, self._choose_escalation(), "close")

    def _is_decided(self, escalation: ResourceView, subject_id: UUID) -> bool:
        """Return True if the platform has decided about the subject in this escalation."""
        decisions = call_as(self.platform, escalations.list_decisions, escalation["id"])
        return any(subject["subject_id"] == subject_id for decision in decisions for subject in decision["subjects"])

    def _read_incident(self, incident_id: UUID | None = None) -> ResourceView:
        """Return an incident, by default one at random, as the helpline reads it."""
        return call_as(self.helpline, incidents.get_incident, incident_id or self.rng.choice([*self.incidents]))

    def _choose_escalation(self) -> ResourceView:
        """Return an escalation at random, as the helpline reads it."""
        return call_as(self.helpline, escalations.get_escalation, self.rng.choice([*self.escalations]))
