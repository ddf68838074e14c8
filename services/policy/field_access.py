"""Which fields leave, for whom: one table, read across. What is not written here is never fetched and never sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol, TypeAlias

from services.policy.actor import Actor, Kind

# A resource as one actor may see it: granted fields by name. Fields that are not granted are absent, not null.
ResourceView: TypeAlias = dict[str, Any]


class Row(Protocol):
    """Anything with fields by name: a dict, or a row of the database."""

    def __getitem__(self, field: str, /) -> Any: ...


S, E, U, H, P = Kind.SCHOOL, Kind.EMPLOYER_OTHER, Kind.UNION, Kind.HELPLINE, Kind.PLATFORM
# They look on at what their schools report, where these let them: never at the poster, an absence or an address.
OVERSEERS = frozenset({Kind.TRUST, Kind.LOCAL_AUTHORITY})
EMPLOYERS = frozenset({S, E})
CASE = EMPLOYERS | OVERSEERS | {U, H}
SENT = frozenset({H, P})
EVERYONE = frozenset(Kind)
PUBLIC = EVERYONE - {P}


def _each(kinds: frozenset[Kind], *fields: str) -> dict[str, frozenset[Kind]]:
    return dict.fromkeys(fields, kinds)


FIELDS: Mapping[str, Mapping[str, frozenset[Kind]]] = {
    "incident": {
        **_each(CASE, "id", "reference", "version", "created_at", "updated_at", "state", "closure_reason"),
        **_each(CASE, "nation", "school_id", "school_confirmed", "reporter", "affected_kind", "affected_person"),
        **_each(CASE, "summary_neutral", "harm_categories", "priority", "in_app_report", "first_seen_at"),
        **_each(CASE, "reported_at", "view_band", "allegation_flag", "subjects"),
        "poster": EMPLOYERS | {H},
        "staff_absence": EMPLOYERS,
    },
    "incident_subject": {
        **_each(CASE, "subject_id", "platform", "type", "role", "added_at", "escalation_state", "tier"),
        **_each(CASE, "due_ack_at", "due_decision_at", "outcome_code", "decline_reason", "outcome_at"),
        **_each(CASE, "verification", "wording"),
    },
    "escalation": {
        **_each(SENT, "id", "reference", "version", "created_at", "updated_at", "state", "platform_id", "channel"),
        **_each(SENT, "tier", "priority", "basis", "policy_codes", "harm_categories", "jurisdictions", "notifier"),
        **_each(SENT, "source_incident_count_band", "sent_at", "due_ack_at", "due_decision_at", "subjects"),
        **_each(SENT, "suspected_minor", "platform_case_ref"),
        "incident_count": frozenset({H}),
    },
    "escalation_subject": _each(SENT, "subject_id", "type", "action", "decline_reason", "decided_at", "verification"),
    "notice": {
        **_each(SENT, "escalation_id", "seq", "format", "state", "sent_at", "good_faith_statement"),
        **_each(SENT, "payload_sha256", "payload"),
    },
    "decision": {
        **_each(SENT, "id", "escalation_id", "puid", "decided_at", "applied_at", "recorded_at", "territorial_scope"),
        **_each(SENT, "automated_detection", "automated_decision", "late", "subjects"),
        "posted_by_client_id": frozenset({P}),
    },
    "decision_subject": {
        **_each(SENT, "subject_id", "action", "ground", "policy_code", "decline_reason", "facts_neutral"),
        **_each(SENT, "explanation"),
    },
    "verification": {
        **_each(SENT, "id", "escalation_id", "subject_id", "checked_at", "recorded_at", "method", "result"),
        "wording": frozenset({H}),
    },
    "transition": _each(CASE | SENT, "version", "action", "source", "target", "by", "reason", "note", "at"),
    "card": _each(EMPLOYERS, "case_number", "secret"),
    "oversight": _each(
        OVERSEERS | {S}, "id", "version", "created_at", "updated_at", "school_id", "overseer_id", "in_force"
    ),
    "member_case": _each(frozenset({U}), "id", "version", "created_at", "updated_at", "incident_id", "stage"),
    "locator": _each(EMPLOYERS | {U, H, P}, "subject_id", "url"),
    "organisation": _each(EVERYONE, "id", "kind", "name", "name_cy", "nations", "platform"),
    "release": _each(PUBLIC, "id", "version", "nation", "week", "as_at"),
    "statistic": _each(PUBLIC, "nation", "week", "platform", "count", "suppressed", "as_at"),
}


def granted_fields(actor: Actor, noun: str) -> tuple[str, ...]:
    """The fields of this noun that leave for the actor, in the order of the table."""
    return _fields_of_kind(actor.kind, noun)


@cache
def _fields_of_kind(kind: Kind, noun: str) -> tuple[str, ...]:
    return tuple(field for field, kinds in FIELDS[noun].items() if kind in kinds)


def select_granted(actor: Actor, noun: str, thing: Row) -> ResourceView:
    """The only way data leaves: what is granted is kept, what is not is absent, not null."""
    return {field: thing[field] for field in granted_fields(actor, noun)}


def common_fields(noun: str) -> frozenset[str]:
    """The fields that every kind sees that sees the noun at all: those a schema may call required."""
    seen_by = frozenset().union(*FIELDS[noun].values())
    return frozenset(field for field, kinds in FIELDS[noun].items() if kinds == seen_by)
