"""A data-sharing agreement and its parties. Called by an operator's command, acting for who keeps the agreement."""

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
    parties: Sequence[UUID],
    *,
    nation: str,
    data_classes: Sequence[DataClass],
    valid_from: datetime,
    valid_to: datetime | None = None,
) -> UUID:
    """Record one signed agreement between all parties, the keeper among them; its id."""
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
    join_agreement(session, keeper_id, agreement_id, [keeper_id, *parties])
    return agreement_id


def join_agreement(session: Session, keeper_id: UUID, agreement_id: UUID, parties: Sequence[UUID]) -> None:
    """Record that these have signed it too. Those who had signed before have signed once."""
    rows = [
        {"organisation_id": party, "agreement_id": agreement_id, "owner_id": keeper_id}
        for party in dict.fromkeys(parties)
    ]
    session.execute(insert(AgreementParty).values(rows).on_conflict_do_nothing())
