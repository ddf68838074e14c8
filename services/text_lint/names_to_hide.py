"""The names of organisations that a text must not contain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamesToHide:
    """Names of organisations.

    involved: of a reporter, a school, its trust, its authority; their distinctive parts and acronyms are hidden too.
    other: of other organisations, which are hidden as a whole.
    """

    involved: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()


NO_NAMES = NamesToHide()
