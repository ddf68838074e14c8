"""State machines as data: state, action, next states, and the organisations that may take the transition.

`GET .../transitions` serves them and the tests walk them whole. Only transitions whose verb exists are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.core.errors import Conflict, FieldError, Forbidden, Invalid
from services.policy.actor import Actor, Kind
from services.policy.predicates import Predicate

# Takes the row; returns the reason that stands against the transition, or None.
Guard = Callable[[Any], str | None]
# Transitions that no organisation takes: a verb takes them as a consequence of something else.
SYSTEM: Mapping[Kind, Predicate] = {}


@dataclass(frozen=True, slots=True)
class TransitionRule:
    """One allowed transition.

    allowed: maps a kind of organisation to the predicate that must hold; empty for transitions of the system.
    reasons: the request must give one of these; none means that it must not give a reason.
    through: the sub-resource whose POST takes this transition, where that is not `transitions`.
    """

    source: str
    action: str
    targets: tuple[str, ...]
    allowed: Mapping[Kind, Predicate]
    guard: Guard | None = None
    reasons: tuple[str, ...] = ()
    through: str | None = None


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The state machine of one resource. The first state is the initial one."""

    resource: str
    states: tuple[str, ...]
    rules: tuple[TransitionRule, ...]

    @property
    def initial(self) -> str:
        """The state of a new row."""
        return self.states[0]

    def list_actions(self) -> frozenset[str]:
        """Return the actions that a client can request by name at `transitions`."""
        return frozenset(rule.action for rule in self.rules if rule.allowed and not rule.through)

    def list_allowed(self, actor: Actor, row: Any) -> list[TransitionRule]:
        """Return the transitions that the actor may take from the present state of the row."""
        return [rule for rule in self.rules if rule.source == row.state and _is_allowed_for(rule, actor, row)]

    def require_rule(self, actor: Actor, row: Any, action: str, reason: str | None = None) -> TransitionRule:
        """Return the transition for this action from the present state.

        Raises:
            Invalid: the machine has no such action, or the reason is missing or not one of the listed ones.
            Forbidden: the actor may take this action in no state.
            Conflict: the present state or a guard does not allow it; the error lists the allowed actions.
        """
        named = [rule for rule in self.rules if rule.action == action and rule.allowed]
        if not named:
            raise Invalid(field_errors=(FieldError("/action", "unknown_action", "This resource has no such action."),))
        if not any(_is_allowed_for(rule, actor, row) for rule in named):
            raise Forbidden
        for rule in self.list_allowed(actor, row):
            if rule.action == action:
                _validate_reason(rule, reason)
                self._require_guard(rule, actor, row)
                return rule
        raise self._build_conflict("The present state does not allow this action.", "illegal_transition", actor, row)

    def find_system_rule(self, state: str, action: str, target: str) -> TransitionRule | None:
        """Return the transition that leads from `state` by `action` to `target`, or None."""
        for rule in self.rules:
            if (rule.source, rule.action) == (state, action) and target in rule.targets:
                return rule
        return None

    def _require_guard(self, rule: TransitionRule, actor: Actor, row: Any) -> None:
        """Raise Conflict when the guard of the transition objects."""
        objection = rule.guard(row) if rule.guard else None
        if objection:
            raise self._build_conflict(objection, "guard_not_met", actor, row)

    def _build_conflict(self, detail: str, code: str, actor: Actor, row: Any) -> Conflict:
        """Return a Conflict that names the state and the actions that are allowed in it."""
        allowed = sorted({rule.action for rule in self.list_allowed(actor, row)})
        return Conflict(detail, code=code, state=row.state, allowed=allowed)


def _is_allowed_for(rule: TransitionRule, actor: Actor, row: Any) -> bool:
    """Return True if the actor's kind is listed and its predicate holds for the row."""
    predicate = rule.allowed.get(actor.kind)
    return predicate is not None and predicate(actor, row)


def _validate_reason(rule: TransitionRule, reason: str | None) -> None:
    """Raise Invalid for a missing or unlisted reason, or for a reason where none is taken."""
    if rule.reasons and reason not in rule.reasons:
        detail = f"The reason must be one of: {', '.join(rule.reasons)}."
        raise Invalid(field_errors=(FieldError("/reason", "reason_required", detail),))
    if not rule.reasons and reason is not None:
        raise Invalid(field_errors=(FieldError("/reason", "reason_not_taken", "This action takes no reason."),))
