"""The database tables: columns, and constraints that need neither session nor actor."""

from services.core.db import Base
from services.models.access import Access, DataKey
from services.models.agreement import Agreement, AgreementParty
from services.models.escalation import Decision, DecisionSubject, Escalation, EscalationSubject, Notice, Verification
from services.models.event import Event, FeedEntry, FeedHead
from services.models.incident import Incident, IncidentSubject
from services.models.installation import Installation
from services.models.member_case import Consent, MemberCase, PersonCard
from services.models.organisation import Organisation
from services.models.oversight import Oversight
from services.models.statistics import Release, ReleaseCell
from services.models.subject import Subject, SubjectLocator
from services.models.transition import Transition

__all__ = [
    "Access",
    "Agreement",
    "AgreementParty",
    "Base",
    "Consent",
    "DataKey",
    "Decision",
    "DecisionSubject",
    "Escalation",
    "EscalationSubject",
    "Event",
    "FeedEntry",
    "FeedHead",
    "Incident",
    "IncidentSubject",
    "Installation",
    "MemberCase",
    "Notice",
    "Organisation",
    "Oversight",
    "PersonCard",
    "Release",
    "ReleaseCell",
    "Subject",
    "SubjectLocator",
    "Transition",
    "Verification",
]
