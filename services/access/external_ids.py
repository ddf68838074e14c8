"""External ids: an organisation's own reference of a record, by which it finds the record again.

Only the owner sees it. It is sealed; a blind index keeps it unique among the owner's records and answers filters.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.core.errors import ExternalIdTaken, Invalid
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


def claim_external_id(
    session: Session,
    actor: Actor,
    model: Any,
    external_id: str | None,
    *,
    owner_column: Any,
    except_id: UUID | None = None,
) -> bytes | None:
    """Return the blind index of an external id that no other record of the actor has; None without an external id.

    `owner_column` holds the organisation whose references these are; `except_id` is the record that gets the id.

    Raises:
        Invalid: the external id contains an address.
        ExternalIdTaken: another record of the actor has it.
    """
    if external_id is None:
        return None
    findings = lint(external_id, pointer="/external_id")
    if field_errors := tuple(error for error in findings if error.code in FORBIDDEN_FINDINGS):
        raise Invalid(field_errors=field_errors)
    index = index_external_id(model, actor.organisation_id, external_id)
    statement = select(model.id).where(owner_column == actor.organisation_id, model.external_id_index == index)
    if session.scalars(statement).first() not in (None, except_id):
        raise ExternalIdTaken
    return index
