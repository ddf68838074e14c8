"""What the platform is told: written once, sealed, and never changed after it was sent."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.core import field_encryption
from services.models import Escalation, Notice
from services.policy import field_access
from services.policy.actor import Actor
from services.resources.notice import NOTICE
from services.vocabularies.escalations import NoticeFormat, NoticeState


def draft_notice(session: Session, escalation: Escalation, *, explanation: str, good_faith_statement: bool) -> None:
    """The native notice of an escalation. It carries no address: the platform asks for locators, on the record."""
    payload = orjson.dumps({"explanation": explanation, "basis": escalation.basis}, option=orjson.OPT_SORT_KEYS)
    seq = 1
    sealed = field_encryption.encrypt_field(
        session, escalation.owner_id, escalation.id, _place(escalation, seq), payload
    )
    session.add(
        Notice(
            owner_id=escalation.owner_id,
            escalation_id=escalation.id,
            seq=seq,
            format=NoticeFormat.NATIVE.value,
            payload=sealed,
            payload_sha256=hashlib.sha256(payload).hexdigest(),
            good_faith_statement=good_faith_statement,
            state=NoticeState.VALIDATED.value,
        )
    )
    session.flush()


def notices_of(session: Session, actor: Actor, escalation: Escalation) -> list[dict[str, Any]]:
    """The notices as the actor may see them, oldest first."""
    views = []
    for notice in _rows(session, escalation):
        place = _place(escalation, notice.seq)
        payload = field_encryption.decrypt_field(session, escalation.owner_id, escalation.id, place, notice.payload)
        row = {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}
        views.append(field_access.select_granted(actor, NOTICE, {**row, "payload": orjson.loads(payload)}))
    return views


def mark_sent(session: Session, escalation: Escalation) -> None:
    """From here on a notice is immutable."""
    for notice in _rows(session, escalation):
        notice.state = NoticeState.SENT.value
        notice.sent_at = escalation.sent_at


def _rows(session: Session, escalation: Escalation) -> list[Notice]:
    of_it = (Notice.owner_id == escalation.owner_id, Notice.escalation_id == escalation.id)
    return list(session.scalars(select(Notice).where(*of_it).order_by(Notice.seq)))


def _place(escalation: Escalation, seq: int) -> str:
    return f"notice.payload/{escalation.owner_id}/{escalation.id}/{seq}"
