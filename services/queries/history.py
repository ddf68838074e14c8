"""The history of a resource with states, and the transitions that the actor may take now."""

from __future__ import annotations

from typing import Any, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.sealed_columns import select_wrapped_key, unseal_fetched
from services.models.transition import Transition
from services.policy.actor import Actor
from services.policy.field_access import ResourceView, granted_sealed_fields, select_granted
from services.policy.resource_spec import ResourceSpec
from services.policy.state_machine import Objection, TransitionRule
from services.resources.transition import TRANSITION


class AllowedTransition(TypedDict):
    """One transition that the actor may take; `through` names the sub-resource to POST to."""

    action: str
    targets: list[str]
    reasons: list[str]
    requires: list[str]
    through: str


class BlockedTransition(TypedDict):
    """One transition that the state allows and a guard forbids; `missing` are pointers to fields to set first."""

    action: str
    detail: str
    missing: list[str]


class TransitionHistory(TypedDict):
    """State and version of a resource, its allowed and blocked transitions, and its history, oldest first."""

    state: str
    version: int
    allowed: list[AllowedTransition]
    blocked: list[BlockedTransition]
    history: list[ResourceView]


def list_transitions(session: Session, actor: Actor, spec: ResourceSpec[Any], row: Any) -> TransitionHistory:
    """Return the history of the row and the transitions that the actor may take from its present state."""
    statement = (
        select(Transition.__table__, select_wrapped_key(Transition.owner_id, Transition.resource_id))
        .where(
            Transition.owner_id == row.owner_id,
            Transition.resource_id == row.id,
            Transition.resource == spec.name,
            visibility.has_access(actor, spec.name, Transition.resource_id, Transition.owner_id),
        )
        .order_by(Transition.version)
    )
    transitions = [dict(transition) for transition in session.execute(statement).mappings()]
    unseal_fetched(Transition, TRANSITION.data_key_column, granted_sealed_fields(actor, TRANSITION), transitions)
    history = [select_granted(actor, TRANSITION, transition) for transition in transitions]
    allowed = [_describe_rule(rule) for rule in spec.machine.list_allowed(actor, row)]
    blocked = [_describe_objection(rule, objection) for rule, objection in spec.machine.list_blocked(actor, row)]
    return {"state": row.state, "version": row.version, "allowed": allowed, "blocked": blocked, "history": history}


def _describe_rule(rule: TransitionRule) -> AllowedTransition:
    """Return the rule in the form of the response."""
    return {
        "action": rule.action,
        "targets": list(rule.targets),
        "reasons": list(rule.reasons),
        "requires": list(rule.requires),
        "through": rule.through or "transitions",
    }


def _describe_objection(rule: TransitionRule, objection: Objection) -> BlockedTransition:
    """Return a blocked transition in the form of the response."""
    return {"action": rule.action, "detail": objection.detail, "missing": list(objection.missing)}
