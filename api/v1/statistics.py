"""Published statistics."""

from __future__ import annotations

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.base import Resource, ValidatedInput
from api.schemas.statistics import Statistic, StatisticQuery
from services import statistics
from services.resources.release import STATISTIC

blueprint = ApiBlueprint(
    "statistics", "Published figures. Counts are frozen, rounded, and suppressed where they could identify a school."
)


@blueprint.operation(
    "GET",
    "/statistics",
    scope=STATISTIC.scopes.read,
    query=StatisticQuery,
    response=Statistic,
    problems=("forbidden", "not_found"),
    faults=("not_a_week",),
)
def read_statistic(context: RequestContext, query: ValidatedInput) -> Resource:
    """Get a published figure.

    Returns the figure from the newest release of one of your nations. A week without a release looks the same as a
    suppressed figure.
    """
    return statistics.get_statistic(context.session, context.actor, **query)
