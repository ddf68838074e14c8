"""Whether anything may pass between two organisations. Without a signed, unexpired agreement: nothing."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from services import clock
from services.errors import Forbidden
from services.models import Organisation
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass

ROUTE_OPEN = text("select route_open(:other, :data_class, :moment)")


class NoAgreement(Forbidden):
    """No signed data-sharing agreement in force covers this."""

    code = "no_agreement"


def is_open(session: Session, other_id: UUID, data_class: DataClass) -> bool:
    """Whether an agreement between the organisation that acts and the other covers this class of data now."""
    asked = {"other": other_id, "data_class": data_class.value, "moment": clock.now()}
    return bool(session.scalar(ROUTE_OPEN, asked))


def require(session: Session, other_id: UUID, *data_classes: DataClass) -> None:
    """NoAgreement unless every class is covered."""
    for data_class in data_classes:
        if not is_open(session, other_id, data_class):
            raise NoAgreement


def helpline_for(session: Session, *data_classes: DataClass) -> UUID:
    """The helpline with which the organisation that acts has an agreement; NoAgreement when there is none."""
    helplines = select(Organisation.id).where(
        Organisation.kind == Kind.HELPLINE, Organisation.listed, Organisation.status == "active"
    )
    for helpline_id in session.scalars(helplines.order_by(Organisation.id)):
        if all(is_open(session, helpline_id, data_class) for data_class in data_classes):
            return helpline_id
    raise NoAgreement
