"""The verbs on incidents, from the report to the outcome."""

from services.incidents.amendments import amend_incident
from services.incidents.link_parsing import parse_links, prepare_link, prepare_report
from services.incidents.locators import get_locator
from services.incidents.read import get_incident, list_incident_transitions, list_incidents
from services.incidents.reports import report_incident
from services.incidents.subjects import add_subject, list_subjects
from services.incidents.transitions import transition_incident

__all__ = [
    "add_subject",
    "amend_incident",
    "get_incident",
    "get_locator",
    "list_incident_transitions",
    "list_incidents",
    "list_subjects",
    "parse_links",
    "prepare_link",
    "prepare_report",
    "report_incident",
    "transition_incident",
]
