"""Published figures."""

from __future__ import annotations

from typing import Any

from api.blueprint import ApiBlueprint
from api.context import RequestContext
from api.schemas.statistics import Statistic, StatisticQuery
from services import statistics

blueprint = ApiBlueprint(
    "statistics", "Published figures: frozen, rounded, and suppressed where they could name a school."
)


@blueprint.operation(
    "GET", "/statistics", scope="statistics:read", query=StatisticQuery, response=Statistic, extra_statuses=(404,)
)
def read_statistic(context: RequestContext, query: dict[str, Any]) -> dict[str, Any]:
    """One figure.

    From the newest release of a nation of yours. A week that is not published answers exactly like a suppressed one.
    """
    return statistics.read_statistic(context.session, context.actor, **query)
