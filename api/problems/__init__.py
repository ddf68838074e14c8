"""Every problem that a response can report: the source of problem documents, their pages and the contract."""

from __future__ import annotations

from api.problems.domain import DOMAIN_PROBLEMS
from api.problems.problem import Problem
from api.problems.protocol import PROTOCOL_PROBLEMS

__all__ = ["BY_STATUS", "PROBLEMS", "Problem"]

PROBLEMS: dict[str, Problem] = dict(
    sorted({**PROTOCOL_PROBLEMS, **DOMAIN_PROBLEMS}.items(), key=lambda item: item[1].status)
)

# The code of errors that carry only a status, such as those of Flask: the first code of the status.
BY_STATUS: dict[int, str] = {}
for _code, _problem in PROBLEMS.items():
    BY_STATUS.setdefault(_problem.status, _code)
BY_STATUS[401] = "unauthenticated"
BY_STATUS[403] = "forbidden"
