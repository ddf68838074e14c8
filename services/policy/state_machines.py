"""Every state machine as data: from, action, to, who. Served by `transitions`; walked whole by the tests.

Only edges whose verb exists are here. A `system` edge is taken by a verb as a consequence, never asked for by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.core.errors import Conflict, FieldError, Forbidden, Invalid
from services.policy.actor import Actor, Kind
from services.policy.predicates import Predicate, is_addressed_platform, is_handling_helpline, is_owner

Guard = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class TransitionRule:
    """One legal move. `who` maps a kind of organisation to the relation it must have; empty means the system alone.

    `through` names the resource whose POST takes the edge, where it is not `transitions` itself.
    """

    source: str
    action: str
    targets: tuple[str, ...]
    who: Mapping[Kind, Predicate]
    guard: Guard | None = None
    reasons: tuple[str, ...] = ()
    through: str | None = None


@dataclass(frozen=True, slots=True)
class StateMachine:
    """A machine of one noun. The first state is where every thing begins."""

    noun: str
    states: tuple[str, ...]
    rules: tuple[TransitionRule, ...]

    @property
    def initial(self) -> str:
        return self.states[0]

    def actions(self) -> frozenset[str]:
        """Every action a client could ask for by name."""
        return frozenset(edge.action for edge in self.rules if edge.who and not edge.through)

    def allowed(self, actor: Actor, thing: Any) -> list[TransitionRule]:
        """The edges this actor may take from the thing's present state."""
        here = [edge for edge in self.rules if edge.source == thing.state]
        return [edge for edge in here if _is_allowed_for(edge, actor, thing)]

    def find_rule(self, actor: Actor, thing: Any, action: str, reason: str | None = None) -> TransitionRule:
        """The edge for this action, or the reason why there is none.

        Invalid for an action or reason the machine does not know, Forbidden where it is never this actor's to take,
        Conflict, with what is allowed, where the present state or a guard stands against it.
        """
        named = [edge for edge in self.rules if edge.action == action and edge.who]
        if not named:
            raise Invalid(field_errors=(FieldError("/action", "unknown_action", "This resource has no such action."),))
        if not any(_is_allowed_for(edge, actor, thing) for edge in named):
            raise Forbidden
        for edge in self.allowed(actor, thing):
            if edge.action == action:
                _validate_reason(edge, reason)
                self._check_guard(edge, actor, thing)
                return edge
        raise self._conflict("The present state does not allow this action.", "illegal_transition", actor, thing)

    def find_system_rule(self, state: str, action: str, target: str) -> TransitionRule | None:
        """The edge that the system takes by itself from here, if there is one."""
        for edge in self.rules:
            if (edge.source, edge.action) == (state, action) and target in edge.targets:
                return edge
        return None

    def _check_guard(self, edge: TransitionRule, actor: Actor, thing: Any) -> None:
        missing = edge.guard(thing) if edge.guard else None
        if missing:
            raise self._conflict(missing, "guard_not_met", actor, thing)

    def _conflict(self, detail: str, code: str, actor: Actor, thing: Any) -> Conflict:
        allowed = sorted({edge.action for edge in self.allowed(actor, thing)})
        return Conflict(detail, code=code, state=thing.state, allowed=allowed)


def _is_allowed_for(edge: TransitionRule, actor: Actor, thing: Any) -> bool:
    relation = edge.who.get(actor.kind)
    return relation is not None and relation(actor, thing)


def _validate_reason(edge: TransitionRule, reason: str | None) -> None:
    if edge.reasons and reason not in edge.reasons:
        raise Invalid(
            field_errors=(
                FieldError("/reason", "reason_required", f"The reason must be one of: {', '.join(edge.reasons)}."),
            )
        )
    if not edge.reasons and reason is not None:
        raise Invalid(field_errors=(FieldError("/reason", "reason_not_taken", "This action takes no reason."),))


def require_classification(incident: Any) -> str | None:
    """An incident can be accepted once its school is confirmed and its harm classified."""
    if not incident.school_confirmed:
        return "The school of the incident must be confirmed first."
    if not incident.harm_categories:
        return "The harm of the incident must be classified first."
    if incident.allegation_flag == "alleges_child_harm" or SAFEGUARDING_FIRST.intersection(incident.harm_categories):
        return "Allegations of harm to a child and child sexual abuse must go through safeguarding procedures first."
    return None


HELPLINE: Mapping[Kind, Predicate] = {Kind.HELPLINE: is_handling_helpline}
REPORTER: Mapping[Kind, Predicate] = {Kind.SCHOOL: is_owner, Kind.EMPLOYER_OTHER: is_owner, Kind.UNION: is_owner}
SENDER: Mapping[Kind, Predicate] = {Kind.HELPLINE: is_owner}
PLATFORM: Mapping[Kind, Predicate] = {Kind.PLATFORM: is_addressed_platform}
SYSTEM: Mapping[Kind, Predicate] = {}

CLOSURE_REASONS = ("no_violation_agreed", "unfounded", "insufficient", "expired")
UNACCEPTED = ("submitted", "in_triage", "needs_information")
OPEN = (*UNACCEPTED, "accepted", "in_escalation", "partially_resolved")
# Harms that go through safeguarding procedures, or to the police, before anything else is done.
SAFEGUARDING_FIRST = frozenset({"allegation_child_harm", "csam_or_minor_sexual"})

INCIDENT = StateMachine(
    "incident",
    (*OPEN, "resolved", "closed_no_action", "withdrawn"),
    (
        TransitionRule("submitted", "triage", ("in_triage",), HELPLINE),
        TransitionRule("in_triage", "request_information", ("needs_information",), HELPLINE),
        TransitionRule("needs_information", "provide_information", ("in_triage",), {**REPORTER, **HELPLINE}),
        TransitionRule("in_triage", "accept", ("accepted",), HELPLINE, guard=require_classification),
        TransitionRule("accepted", "escalate", ("in_escalation",), SYSTEM),
        TransitionRule("in_escalation", "apply_outcome", ("partially_resolved", "resolved"), SYSTEM),
        TransitionRule("partially_resolved", "apply_outcome", ("resolved",), SYSTEM),
        # A later look found it there again.
        TransitionRule("resolved", "apply_outcome", ("partially_resolved",), SYSTEM),
        *(
            TransitionRule(state, "close_no_action", ("closed_no_action",), HELPLINE, reasons=CLOSURE_REASONS)
            for state in OPEN
        ),
        *(TransitionRule(state, "withdraw", ("withdrawn",), REPORTER) for state in OPEN),
    ),
)

DECIDABLE = ("sent", "acknowledged", "under_review")
EFFECTIVE = ("actioned", "partially_actioned", "already_gone")
REFUSED = ("declined", "not_found", "not_our_service")

ESCALATION = StateMachine(
    "escalation",
    ("queued", *DECIDABLE, *EFFECTIVE, *REFUSED, "verified", "closed"),
    (
        TransitionRule("queued", "send", ("sent",), SENDER),
        TransitionRule("sent", "acknowledge", ("acknowledged",), PLATFORM),
        TransitionRule("acknowledged", "start_review", ("under_review",), PLATFORM),
        *(
            TransitionRule(state, "record_decision", (*EFFECTIVE, *REFUSED, state), PLATFORM, through="decisions")
            for state in DECIDABLE
        ),
        *(TransitionRule(state, "verify", ("verified",), SENDER, through="verifications") for state in EFFECTIVE),
        # Also unverified: what is still there although it was acted on goes on in a new escalation.
        *(TransitionRule(state, "close", ("closed",), SENDER) for state in (*EFFECTIVE, "verified", *REFUSED)),
    ),
)
