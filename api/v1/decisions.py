"""Operations on the decisions of platforms."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import TEXT_FAULTS
from api.schemas.base import Resource, ValidatedInput
from api.schemas.decisions import Decision, DecisionFilters, NewDecision
from services import escalations
from services.resources.decision import DECISION

blueprint = ApiBlueprint(
    "decisions", "Decisions of a platform about the subjects of an escalation. Decisions are added and never changed."
)


@blueprint.operation(
    "POST",
    "/escalations/{escalation_id}/decisions",
    scope=DECISION.scopes.create,
    authorization=escalations.DECISION_AUTHORIZATION,
    body=NewDecision,
    response=Decision,
    status=201,
    idempotency_resource="escalation",
    problems=("no_agreement", "puid_reused", "external_id_taken"),
    faults=(
        *TEXT_FAULTS,
        "unknown_subject",
        "not_a_decline",
        "in_the_future",
    ),
)
def record_decision(context: RequestContext, body: ValidatedInput, escalation_id: UUID) -> Resource:
    """Record a decision about one or more subjects of an escalation.

    The escalation changes its state when its last subject is decided. You may decide about a subject again at any time,
    also after the escalation was closed: give the `change_reason`. Of all decisions on a subject the one with the
    newest `decided_at` counts; an older one that you send later is stored and changes nothing. `late` is true for a
    decision on a closed escalation, which stays closed; the reporters still learn the new outcome.

    A decline (`no_action`) needs `decline_reason`, `policy_code` and `explanation`.
    """
    return escalations.record_decision(context.session, context.actor, escalation_id, **body)


@blueprint.operation(
    "GET",
    "/escalations/{escalation_id}/decisions",
    scope=DECISION.scopes.read,
    query=DecisionFilters,
    response=Decision,
    paginated=True,
)
def list_decisions(context: RequestContext, query: ValidatedInput, escalation_id: UUID) -> Sequence[Resource]:
    """List the decisions on an escalation.

    Returns the decision that was recorded last first.
    """
    return escalations.list_decisions(context.session, context.actor, escalation_id, context.keyset, **query)
