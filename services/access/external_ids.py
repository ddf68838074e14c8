"""External ids: an organisation's own reference of a record, by which it finds the record again.

Only the owner sees it. It is sealed; a blind index keeps it unique among the owner's records and answers filters.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.core.errors import Invalid
from services.core.sealed_columns import compute_blind_index
from services.policy.actor import Actor
from services.text_lint import lint

# A reference may hold a long number, which the lint finds in texts for others, but no address.
FORBIDDEN_FINDINGS = frozenset({"contains_url", "contains_email"})


def index_filter(model: Any, owner_id: UUID, external_id: str | None) -> list[bytes]:
    """Return the values of `external_id_index` that a list may have: none for a list that is not restricted."""
    return [] if external_id is None else [index_external_id(model, owner_id, external_id)]


def index_external_id(model: Any, owner_id: UUID, external_id: str) -> bytes:
    """Return the blind index of an external id among the records of one owner."""
    return compute_blind_index(f"{model.__tablename__}.external_id", owner_id, external_id)


def index_new_external_id(actor: Actor, model: Any, external_id: str | None) -> bytes | None:
    """Return the blind index of an external id for a record of the actor; None without an external id.

    A unique constraint refuses one that another record of the actor has; services/core/db_errors.py translates it.

    Raises:
        Invalid: the external id contains an address.
    """
    if external_id is None:
        return None
    findings = lint(external_id, pointer="/external_id")
    if field_errors := tuple(error for error in findings if error.code in FORBIDDEN_FINDINGS):
        raise Invalid(field_errors=field_errors)
    return index_external_id(model, actor.organisation_id, external_id)
