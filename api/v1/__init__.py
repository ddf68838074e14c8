"""The interface, one file for each resource."""

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

DOORWAYS = (
    incidents.doorway,
    member_cases.doorway,
    escalations.doorway,
    decisions.doorway,
    subjects.doorway,
    changes.doorway,
    statistics.doorway,
    organisations.doorway,
    oversights.doorway,
    me.doorway,
    vocabularies.doorway,
)
