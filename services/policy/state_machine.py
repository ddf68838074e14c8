"""State machines as data: state, action, next states, and the organisations that may take the transition.

`GET .../transitions` serves them and the tests walk them whole. Only transitions whose verb exists are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from services.core.errors import Conflict, FieldError, Forbidden, Invalid
from services.policy.actor import Actor, Kind
from services.policy.predicates import Predicate


class Objection(NamedTuple):
    """A reason that stands against a transition: a sentence, and JSON Pointers to fields that must be set first."""

    detail: str
    missing: tuple[str, ...] = ()


# Takes the row; returns what stands against the transition, or None.
Guard = Callable[[Any], Objection | None]
# Transitions that no organisation takes: a verb takes them as a consequence of something else.
SYSTEM: Mapping[Kind, Predicate] = {}


@dataclass(frozen=True, slots=True)
class TransitionRule:
    """One allowed transition.

    allowed: maps a kind of organisation to the predicate that must hold; empty for transitions of the system.
    reasons: the request must give one of these; none means that it must not give a reason.
    through: the sub-resource whose POST takes this transition, where that is not `transitions`.
    fields: JSON Pointers to the fields that the body of the request must have, besides `action` and `reason`.
    """

    source: str
    action: str
    targets: tuple[str, ...]
    allowed: Mapping[Kind, Predicate]
    guard: Guard | None = None
    reasons: tuple[str, ...] = ()
    through: str | None = None
    fields: tuple[str, ...] = ()

    @property
    def requires(self) -> tuple[str, ...]:
        """JSON Pointers to the fields that the body of the request must have besides `action`."""
        return (*(("/reason",) if self.reasons else ()), *self.fields)


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

    def list_actions(self) -> tuple[str, ...]:
        """Return the actions that a client can request by name at `transitions`, in the order of the rules."""
        return tuple(dict.fromkeys(rule.action for rule in self.rules if rule.allowed and not rule.through))

    def list_allowed(self, actor: Actor, row: Any) -> list[TransitionRule]:
        """Return the transitions that the actor may take now: the state and the guards allow them."""
        return [rule for rule in self._list_permitted(actor, row) if _find_objection(rule, row) is None]

    def list_blocked(self, actor: Actor, row: Any) -> list[tuple[TransitionRule, Objection]]:
        """Return the transitions that the actor could take from the present state, but for what their guards object."""
        objections = ((rule, _find_objection(rule, row)) for rule in self._list_permitted(actor, row))
        return [(rule, objection) for rule, objection in objections if objection]

    def _list_permitted(self, actor: Actor, row: Any) -> list[TransitionRule]:
        """Return the transitions of the present state that the actor has the right to take."""
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
            detail = f"Must be one of: {', '.join(self.list_actions())}."
            raise Invalid(field_errors=(FieldError("/action", "unknown_action", detail),))
        if not any(_is_allowed_for(rule, actor, row) for rule in named):
            raise Forbidden
        for rule in self._list_permitted(actor, row):
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
        if objection := _find_objection(rule, row):
            missing = {"missing": list(objection.missing)} if objection.missing else {}
            raise self._build_conflict(objection.detail, "guard_not_met", actor, row, **missing)

    def _build_conflict(self, detail: str, code: str, actor: Actor, row: Any, **extra: object) -> Conflict:
        """Return a Conflict that names the state and the actions that are allowed in it."""
        allowed = sorted({rule.action for rule in self.list_allowed(actor, row)})
        return Conflict(detail, code=code, state=row.state, allowed=allowed, **extra)


def _find_objection(rule: TransitionRule, row: Any) -> Objection | None:
    """Return what the guard of the transition has against it, or None."""
    return rule.guard(row) if rule.guard else None


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
