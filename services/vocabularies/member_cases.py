"""Codes of a union's cases of its members, and of the consent on which they rest."""

from __future__ import annotations

from enum import StrEnum

from services.vocabularies.term import Term


class MemberCaseStage(Term):
    """Stage of the union's work on a case."""

    INTAKE = "intake", "Intake", "Derbyn", "The union has opened the case."


class ConsentPurpose(StrEnum):
    """Purpose of a person's consent. Stored, but not part of the API."""

    UNION_REPRESENTATION = "union_representation"


class ConsentState(StrEnum):
    """State of a person's consent. Stored, but not part of the API."""

    GIVEN = "given"
