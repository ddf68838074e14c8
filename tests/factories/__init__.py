"""The organisations and the work that tests begin with, made through the same verbs as in real life."""

from tests.factories.escalating import decided, decision, declined, escalation, pushed, queued, removed, sent, verified
from tests.factories.parties import Cast, agreement, cast, organisation, overseen, strangers_to_agreements
from tests.factories.reports import SUMMARY, accepted, clip, film, moved, reported, subjects_of, told

__all__ = [
    "SUMMARY",
    "Cast",
    "accepted",
    "agreement",
    "cast",
    "clip",
    "decided",
    "decision",
    "declined",
    "escalation",
    "film",
    "moved",
    "organisation",
    "overseen",
    "pushed",
    "queued",
    "removed",
    "reported",
    "sent",
    "strangers_to_agreements",
    "subjects_of",
    "told",
    "verified",
]
