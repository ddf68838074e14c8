"""The notices of an escalation: encrypted texts for the platform that never change after they are sent."""

from __future__ import annotations

import hashlib

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.core import field_encryption
from services.models import Escalation, Notice
from services.policy.actor import Actor
from services.policy.field_access import ResourceView, select_granted
from services.resources.notice import NOTICE
from services.vocabularies.escalations import NoticeFormat, NoticeState

FIRST_SEQ = 1


def draft_notice(session: Session, escalation: Escalation, *, explanation: str, good_faith_statement: bool) -> None:
    """Store the first notice of the escalation, not sent yet.

    It contains no URLs: the platform reads locators separately, and each reading is recorded.
    """
    payload = orjson.dumps({"explanation": explanation, "basis": escalation.basis}, option=orjson.OPT_SORT_KEYS)
    context = _encryption_context(escalation, FIRST_SEQ)
    session.add(
        Notice(
            owner_id=escalation.owner_id,
            escalation_id=escalation.id,
            seq=FIRST_SEQ,
            format=NoticeFormat.NATIVE.value,
            payload=field_encryption.encrypt_field(session, escalation.owner_id, escalation.id, context, payload),
            payload_sha256=hashlib.sha256(payload).hexdigest(),
            good_faith_statement=good_faith_statement,
            state=NoticeState.VALIDATED.value,
        )
    )
    session.flush()


def load_notices(session: Session, actor: Actor, escalation: Escalation) -> list[ResourceView]:
    """Return the decrypted notices of the escalation as the actor may see them, oldest first."""
    views = []
    for notice in _list_notices(session, escalation):
        context = _encryption_context(escalation, notice.seq)
        payload = field_encryption.decrypt_field(session, escalation.owner_id, escalation.id, context, notice.payload)
        columns = {column.key: getattr(notice, column.key) for column in Notice.__table__.columns}
        views.append(select_granted(actor, NOTICE, {**columns, "payload": orjson.loads(payload)}))
    return views


def mark_notices_sent(session: Session, escalation: Escalation) -> None:
    """Mark all notices of the escalation as sent at its `sent_at`."""
    for notice in _list_notices(session, escalation):
        notice.state = NoticeState.SENT.value
        notice.sent_at = escalation.sent_at


def _list_notices(session: Session, escalation: Escalation) -> list[Notice]:
    """Return the rows of the notices, oldest first."""
    is_of_escalation = (Notice.owner_id == escalation.owner_id, Notice.escalation_id == escalation.id)
    return list(session.scalars(select(Notice).where(*is_of_escalation).order_by(Notice.seq)))


def _encryption_context(escalation: Escalation, seq: int) -> str:
    """Return the associated data that binds an encrypted payload to its row."""
    return f"notice.payload/{escalation.owner_id}/{escalation.id}/{seq}"
