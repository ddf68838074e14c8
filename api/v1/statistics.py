"""Published figures."""

from __future__ import annotations

from typing import Any

from api.blueprint import Doorway
from api.context import Call
from api.schemas.statistics import Statistic, StatisticQuestion
from services import statistics

doorway = Doorway("statistics", "Published figures: frozen, rounded, and suppressed where they could name a school.")


@doorway.operation(
    "GET", "/statistics", scope="statistics:read", query=StatisticQuestion, answers=(200, Statistic), also=(404,)
)
def read_statistic(call: Call, query: dict[str, Any]) -> dict[str, Any]:
    """One figure.

    From the newest release of a nation of yours. A week that is not published answers exactly like a suppressed one.
    """
    return statistics.read_statistic(call.session, call.actor, **query)
