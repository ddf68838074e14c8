"""The notices of an escalation: encrypted texts for the platform that never change after they are sent."""

from __future__ import annotations

import hashlib
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.core.field_encryption import load_data_key
from services.core.sealed_columns import seal_row, unseal_row
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
    notice = {
        "owner_id": escalation.owner_id,
        "escalation_id": escalation.id,
        "seq": FIRST_SEQ,
        "format": NoticeFormat.NATIVE.value,
        "payload": payload.decode(),
        # Sealed too: from an open hash, guesses of the payload could be tested.
        "payload_sha256": hashlib.sha256(payload).hexdigest(),
        "good_faith_statement": good_faith_statement,
        "state": NoticeState.VALIDATED.value,
    }
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    session.add(Notice(**seal_row(data_key, Notice, notice)))
    session.flush()


def load_notices(session: Session, actor: Actor, escalation: Escalation) -> list[ResourceView]:
    """Return the decrypted notices of the escalation as the actor may see them, oldest first."""
    data_key = load_data_key(session, escalation.owner_id, escalation.id)
    rows = [unseal_row(data_key, Notice, notice) for notice in _list_notices(session, escalation)]
    return [select_granted(actor, NOTICE, {**row, "payload": orjson.loads(row["payload"])}) for row in rows]


def mark_notices_sent(session: Session, escalation: Escalation, sent_at: datetime) -> None:
    """Mark all notices of the escalation as sent at this time."""
    for notice in _list_notices(session, escalation):
        notice.state = NoticeState.SENT.value
        notice.sent_at = sent_at


def _list_notices(session: Session, escalation: Escalation) -> list[Notice]:
    """Return the rows of the notices, oldest first."""
    is_of_escalation = (Notice.owner_id == escalation.owner_id, Notice.escalation_id == escalation.id)
    return list(session.scalars(select(Notice).where(*is_of_escalation).order_by(Notice.seq)))
