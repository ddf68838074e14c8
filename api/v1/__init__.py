"""The resources of the API: one module for each, and the list of their blueprints."""

from api.v1 import (
    changes,
    decisions,
    escalations,
    incidents,
    me,
    member_cases,
    organisations,
    oversights,
    statistics,
    subjects,
    vocabularies,
)

BLUEPRINTS = (
    incidents.blueprint,
    member_cases.blueprint,
    escalations.blueprint,
    decisions.blueprint,
    subjects.blueprint,
    changes.blueprint,
    statistics.blueprint,
    organisations.blueprint,
    oversights.blueprint,
    me.blueprint,
    vocabularies.blueprint,
)
