"""From an empty database to a sandbox. Run again it adds what is missing and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from services import organisations
from services.core import clock, db
from services.core.db_errors import to_domain_error
from services.models import Agreement, Installation, Organisation
from services.policy.actor import Kind
from services.sandbox import background_reports
from services.sandbox.organisations import (
    BACKGROUND_SCHOOLS,
    HELPLINE,
    INTRODUCED,
    NATIONS,
    OPENED,
    Party,
    background_schools,
    everybody,
)
from services.vocabularies.organisations import DataClass

# Any number will do that no other part of the service locks.
LOCK = 0x7A12_5EED
PATIENCE = "60s"
PATIENT = text("""
select set_config('lock_timeout', :patience, true), set_config('statement_timeout', :patience, true),
  set_config('idle_in_transaction_session_timeout', '0', true)
""")
# Nothing in the story needs more to pass: neither who is affected nor evidence.
SHARED = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR, DataClass.SCHOOL_IDENTITY, DataClass.OUTCOME)


class NotASandbox(Exception):
    """Nothing was written."""


def seed(schools: int = BACKGROUND_SCHOOLS) -> Sequence[Party]:
    """Everybody who is in the sandbox now. NotASandbox for a database that does not say that it is one."""
    _require_sandbox()
    with _alone():
        with clock.freeze_time(OPENED):
            for party in everybody(schools):
                _register(party)
            for nation in NATIONS:
                _sign(nation, [party.id for party in everybody(schools) if nation in party.nations])
        background_reports.fill(background_schools(schools))
    return everybody(schools)


def _require_sandbox() -> None:
    try:
        said = db.run_in_transaction(None, lambda session: session.scalar(select(Installation.environment)))
    except ProgrammingError:
        raise NotASandbox("the database has no schema yet; run python -m migrations") from None
    except DBAPIError as error:
        raise (to_domain_error(error) or error) from None
    if said != "sandbox":
        raise NotASandbox("the database does not say that it is a sandbox, so nothing was written")


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: two could both find something missing. The lock ends with its transaction, which only waits."""
    with db.transaction(None) as session:
        session.execute(PATIENT, {"patience": PATIENCE})
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield


def _register(party: Party) -> None:
    def add(session: Session) -> None:
        if session.get(Organisation, party.id) is not None:
            return
        organisations.register_organisation(
            session,
            party.id,
            party.kind,
            party.name,
            nations=party.nations,
            name_cy=party.name_cy,
            platform=party.platform,
            known_to=[one.id for one in _introduced(party)],
        )

    db.run_in_transaction(party.id, add)


def _introduced(party: Party) -> Sequence[Party]:
    return (HELPLINE,) if party.kind is Kind.SCHOOL else INTRODUCED.get(party, ())


def _sign(nation: str, parties: Sequence[UUID]) -> None:
    kept = (Agreement.owner_id == HELPLINE.id, Agreement.nation == nation)

    def sign(session: Session) -> None:
        signed = session.scalar(select(Agreement.id).where(*kept))
        if signed is None:
            organisations.sign_agreement(
                session, HELPLINE.id, parties, nation=nation, data_classes=SHARED, valid_from=OPENED
            )
        else:
            organisations.join_agreement(session, HELPLINE.id, signed, parties)

    db.run_in_transaction(HELPLINE.id, sign)
