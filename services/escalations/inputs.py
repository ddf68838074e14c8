"""The arguments of the verbs on escalations. Codes are those of the vocabularies; times are timezone-aware."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict
from uuid import UUID


class EscalationInput(TypedDict):
    """An escalation to open. `policy_codes` are the platform's own; `jurisdictions` are ISO 3166-1 alpha-2 codes."""

    subject_ids: Sequence[UUID]
    platform_id: UUID
    priority: str
    basis: str
    policy_codes: Sequence[str]
    jurisdictions: Sequence[str]
    explanation: str
    good_faith_statement: bool


class DecidedSubject(TypedDict):
    """The decision about one subject. A decline needs `decline_reason`, `policy_code` and `explanation`.

    `decided_at` is by default that of the decision. A subject that has a decision already needs `change_reason`.
    """

    subject_id: UUID
    action: str
    decided_at: NotRequired[datetime | None]
    change_reason: NotRequired[str | None]
    ground: NotRequired[str | None]
    policy_code: NotRequired[str | None]
    decline_reason: NotRequired[str | None]
    facts_neutral: NotRequired[str | None]
    explanation: NotRequired[str | None]


class DecisionInput(TypedDict):
    """A decision. `puid` is the platform's own unique id of it; `territorial_scope` are ISO 3166-1 alpha-2 codes.

    `change_reason` is for all subjects that have a decision already and no `change_reason` of their own.
    """

    puid: str
    subjects: Sequence[DecidedSubject]
    decided_at: datetime
    territorial_scope: Sequence[str]
    automated_detection: bool
    automated_decision: str
    applied_at: NotRequired[datetime | None]
    change_reason: NotRequired[str | None]
    external_id: NotRequired[str | None]
