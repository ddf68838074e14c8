"""Operations on oversights: what a school shares with its trust or local authority."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas import example_values as examples
from api.schemas.base import Resource, ValidatedInput
from api.schemas.oversights import NewOversight, Oversight, OversightChanges
from services import organisations
from services.access.authorization import Authorization
from services.resources.oversight import AMEND_OVERSIGHT, CREATE_OVERSIGHT, OVERSIGHT

blueprint = ApiBlueprint(
    "oversights", "Permissions of a trust or local authority to read the incidents that a school reports."
)


@blueprint.operation(
    "POST",
    "/oversights",
    scope=OVERSIGHT.scopes.create,
    authorization=Authorization((CREATE_OVERSIGHT,)),
    body=NewOversight,
    response=Oversight,
    status=201,
    idempotency_resource="oversight",
    problems=("no_agreement", "oversight_exists"),
    faults=("unknown_overseer",),
)
def give_oversight(context: RequestContext, body: ValidatedInput) -> Resource:
    """Create an oversight.

    Lets your trust or local authority read the incidents that you report from now on, while an agreement between you
    is in force. It never sees posters, staff absences or web addresses.
    """
    return organisations.create_oversight(context.session, context.actor, **body)


@blueprint.operation(
    "GET", "/oversights", scope=OVERSIGHT.scopes.read, response=Oversight, paginated=True, sync_cursor=True
)
def list_oversights(context: RequestContext) -> Sequence[Resource]:
    """List oversights.

    Returns the oversights of your school, or those in which your organisation is the overseer, newest first.
    """
    return organisations.list_oversights(context.session, context.actor, context.keyset)


@blueprint.operation("GET", "/oversights/{oversight_id}", scope=OVERSIGHT.scopes.read, response=Oversight)
def read_oversight(context: RequestContext, oversight_id: UUID) -> Resource:
    """Get an oversight.

    Available to the school and to the overseer.
    """
    return organisations.get_oversight(context.session, context.actor, oversight_id)


@blueprint.operation(
    "PATCH",
    "/oversights/{oversight_id}",
    scope=OVERSIGHT.scopes.write,
    authorization=Authorization((AMEND_OVERSIGHT,), OVERSIGHT),
    body=OversightChanges,
    response=Oversight,
    requires_if_match=True,
    example=examples.DISABLED_OVERSIGHT,
    problems=("no_agreement",),
)
def amend_oversight(context: RequestContext, body: ValidatedInput, oversight_id: UUID) -> Resource:
    """Enable or disable an oversight.

    Incidents that were shared while the oversight was in force stay readable.
    """
    return organisations.amend_oversight(
        context.session, context.actor, oversight_id, expected_version=context.expected_version, **body
    )
