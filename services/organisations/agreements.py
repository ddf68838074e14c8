"""Recording signed data-sharing agreements and their parties: for operators' commands, not for the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.core import clock
from services.models import Agreement, AgreementParty
from services.vocabularies.organisations import DataClass


def sign_agreement(
    session: Session,
    keeper_id: UUID,
    party_ids: Sequence[UUID],
    *,
    nation: str,
    data_classes: Sequence[DataClass],
    valid_from: datetime,
    valid_to: datetime | None = None,
) -> UUID:
    """Record an agreement signed by the keeper and these parties, and return its id.

    The keeper is the organisation that holds the signed document, and the session must act for it. `nation` is ENG,
    WLS, SCT or NIR. The agreement lets the classes of data pass between any two parties from `valid_from` until
    `valid_to` (timezone-aware; None for no end).
    """
    agreement_id = clock.new_id()
    session.execute(
        insert(Agreement).values(
            owner_id=keeper_id,
            id=agreement_id,
            nation=nation,
            data_classes=[data_class.value for data_class in data_classes],
            valid_from=valid_from,
            valid_to=valid_to,
            status="signed",
        )
    )
    join_agreement(session, keeper_id, agreement_id, [keeper_id, *party_ids])
    return agreement_id


def join_agreement(session: Session, keeper_id: UUID, agreement_id: UUID, party_ids: Sequence[UUID]) -> None:
    """Record that these organisations have signed the agreement too. Existing parties are left unchanged."""
    rows = [
        {"organisation_id": party_id, "agreement_id": agreement_id, "owner_id": keeper_id}
        for party_id in dict.fromkeys(party_ids)
    ]
    session.execute(insert(AgreementParty).values(rows).on_conflict_do_nothing())
