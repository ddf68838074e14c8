"""Operations on escalations to platforms, their transitions and notices."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.problems.faults import TEXT_FAULTS
from api.schemas import example_values as examples
from api.schemas.base import Resource, ValidatedInput
from api.schemas.escalations import Escalation, EscalationFilters, EscalationMove, NewEscalation, Notice
from api.schemas.transitions import Transitions
from services import escalations
from services.access.authorization import Authorization
from services.queries.history import TransitionHistory
from services.resources.escalation import ESCALATION, OPEN_ESCALATION, TRANSITION_ESCALATION

blueprint = ApiBlueprint("escalations", "Requests of the helpline to a platform to act on reported content.")


@blueprint.operation(
    "POST",
    "/escalations",
    scope=ESCALATION.scopes.create,
    authorization=Authorization((OPEN_ESCALATION,)),
    body=NewEscalation,
    response=Escalation,
    status=201,
    idempotency_resource="escalation",
    problems=("no_agreement", "already_escalated", "platform_not_active"),
    faults=(
        *TEXT_FAULTS,
        "not_accepted",
        "unknown_platform",
        "wrong_platform",
    ),
)
def open_escalation(context: RequestContext, body: ValidatedInput) -> Resource:
    """Open an escalation.

    The escalation is queued. The platform cannot see it until you take the action `send`.
    """
    return escalations.open_escalation(context.session, context.actor, **body)


@blueprint.operation(
    "GET",
    "/escalations",
    scope=ESCALATION.scopes.read,
    query=EscalationFilters,
    response=Escalation,
    paginated=True,
    sync_cursor=True,
)
def list_escalations(context: RequestContext, query: ValidatedInput) -> Sequence[Resource]:
    """List escalations.

    Returns the escalations that your organisation may see, newest first: a helpline sees its own, a platform those that
    were sent to it.
    """
    return escalations.list_escalations(context.session, context.actor, context.keyset, **query)


@blueprint.operation("GET", "/escalations/{escalation_id}", scope=ESCALATION.scopes.read, response=Escalation)
def read_escalation(context: RequestContext, escalation_id: UUID) -> Resource:
    """Get an escalation.

    Returns the escalation with the outcome of each of its subjects.
    """
    return escalations.get_escalation(context.session, context.actor, escalation_id)


@blueprint.operation(
    "GET",
    "/escalations/{escalation_id}/transitions",
    scope=ESCALATION.scopes.read,
    response=Transitions,
    example=examples.ESCALATION_TRANSITIONS,
)
def read_escalation_transitions(context: RequestContext, escalation_id: UUID) -> TransitionHistory:
    """Get the state of an escalation and the actions that you may take.

    Returns the earlier transitions as well, oldest first. `through` names the resource to which you POST the action.
    """
    return escalations.list_escalation_transitions(context.session, context.actor, escalation_id)


@blueprint.operation(
    "POST",
    "/escalations/{escalation_id}/transitions",
    scope=ESCALATION.scopes.write,
    authorization=Authorization((TRANSITION_ESCALATION,), ESCALATION),
    body=EscalationMove,
    response=Escalation,
    idempotency_resource="escalation",
    requires_if_match=True,
    example=examples.ACKNOWLEDGED_ESCALATION,
    problems=(
        "no_agreement",
        "illegal_transition",
        "guard_not_met",
        "other_resource",
        "platform_not_active",
    ),
    faults=(
        *TEXT_FAULTS,
        "unknown_action",
        "reason_required",
        "reason_not_taken",
        "required",
        "subjects_not_taken",
        "unknown_subject",
        "not_yours",
    ),
)
def move_escalation(context: RequestContext, body: ValidatedInput, escalation_id: UUID) -> Resource:
    """Take an action on an escalation.

    The helpline sends and closes it; the platform acknowledges it and starts its review. While it is queued, the
    helpline can take out subjects (`remove_subjects`) or cancel it (`cancel`). When it is sent, subjects without an
    accepted incident are left out; if none is left, it is cancelled. Returns 409 with the allowed
    actions when the present state does not allow the action.
    """
    return escalations.transition_escalation(
        context.session, context.actor, escalation_id, expected_version=context.expected_version, **body
    )


@blueprint.operation(
    "GET", "/escalations/{escalation_id}/notices", scope=ESCALATION.scopes.read, response=Notice, complete_list=True
)
def list_notices(context: RequestContext, escalation_id: UUID) -> Sequence[Resource]:
    """List the notices of an escalation.

    Returns the notices to the platform, oldest first. A notice never changes after it was sent.
    """
    return escalations.list_notices(context.session, context.actor, escalation_id)
