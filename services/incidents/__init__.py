"""An incident from its report to its outcome."""

from services.incidents.add_subject import add_subject, list_subjects
from services.incidents.amend import amend
from services.incidents.locator import read_locator
from services.incidents.move import move
from services.incidents.read import list_incidents, read_incident, read_transitions
from services.incidents.report import report

__all__ = [
    "add_subject",
    "amend",
    "list_incidents",
    "list_subjects",
    "move",
    "read_incident",
    "read_locator",
    "read_transitions",
    "report",
]
