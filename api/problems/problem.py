"""The description of one kind of problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem code's HTTP status and texts.

    title: short name, the same for every response with the code.
    description: what the code means; the default `detail` of a response.
    example: a situation in which a caller gets it.
    resolution: what the caller must do next.
    """

    status: int
    title: str
    description: str = ""
    example: str = ""
    resolution: str = ""
