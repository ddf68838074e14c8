"""Fill an empty sandbox database with organisations, agreements and reports; a second run adds what is missing."""

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
from services.core.settings import get_settings
from services.core.startup_checks import check_database
from services.models import Agreement, Installation, Organisation
from services.sandbox.background_reports import create_background_reports
from services.sandbox.organisations import (
    BACKGROUND_SCHOOL_COUNT,
    HELPLINE,
    NATIONS,
    OPENED_AT,
    SandboxOrganisation,
    list_background_schools,
    list_organisations,
)
from services.vocabularies.organisations import DataClass

# Any number that no other advisory lock uses.
ADVISORY_LOCK_ID = 0x7A12_5EED
LOCK_TIMEOUT = "60s"
SET_TIMEOUTS = text("""
select set_config('lock_timeout', :timeout, true), set_config('statement_timeout', :timeout, true),
  set_config('idle_in_transaction_session_timeout', '0', true)
""")
# The story needs no other class of data: neither the affected person nor evidence.
SHARED_DATA_CLASSES = (
    DataClass.INCIDENT_CORE,
    DataClass.SUBJECT_LOCATOR,
    DataClass.SCHOOL_IDENTITY,
    DataClass.OUTCOME,
)


class NotASandbox(Exception):
    """The database is not declared a sandbox; nothing was written."""


def seed_sandbox(background_school_count: int = BACKGROUND_SCHOOL_COUNT) -> Sequence[SandboxOrganisation]:
    """Create whatever is missing of the sandbox and return its organisations.

    Raises:
        NotASandbox: the database is not declared a sandbox, or has no schema.
    """
    require_sandbox()
    check_database(get_settings())
    all_organisations = list_organisations(background_school_count)
    with _hold_seed_lock():
        with clock.freeze_time(OPENED_AT):
            for organisation in all_organisations:
                _register_if_missing(organisation)
            for nation in NATIONS:
                _sign_agreement(nation, [party.id for party in all_organisations if nation in party.nations])
        create_background_reports(list_background_schools(background_school_count))
    return all_organisations


def require_sandbox() -> None:
    """Raise NotASandbox unless the database says that it is a sandbox."""
    try:
        environment = db.run_in_transaction(None, lambda session: session.scalar(select(Installation.environment)))
    except ProgrammingError:
        raise NotASandbox("the database has no schema yet; run python -m migrations") from None
    except DBAPIError as error:
        raise (to_domain_error(error) or error) from None
    if environment != "sandbox":
        raise NotASandbox("the database does not say that it is a sandbox, so nothing was written")


@contextmanager
def _hold_seed_lock() -> Iterator[None]:
    """Let only one process fill the database at a time; others wait. Two could both find the same row missing.

    The lock belongs to a transaction that does nothing else and stays open for the length of the block.
    """
    with db.transaction(None) as session:
        session.execute(SET_TIMEOUTS, {"timeout": LOCK_TIMEOUT})
        session.execute(text("select pg_advisory_xact_lock(:lock_id)"), {"lock_id": ADVISORY_LOCK_ID})
        yield


def _register_if_missing(organisation: SandboxOrganisation) -> None:
    """Register the organisation unless the database has it."""

    def register(session: Session) -> None:
        """Register the organisation if the session does not find it."""
        if session.get(Organisation, organisation.id) is not None:
            return
        organisations.register_organisation(
            session,
            organisation.id,
            organisation.kind,
            organisation.name,
            nations=organisation.nations,
            name_cy=organisation.name_cy,
            platform=organisation.platform,
            known_to=[other.id for other in organisation.known_to],
        )

    db.run_as_operator(organisation.id, register)


def _sign_agreement(nation: str, parties: Sequence[UUID]) -> None:
    """Sign the helpline's agreement for a nation with these parties, or add missing parties to the existing one."""
    is_agreement_of_nation = (Agreement.owner_id == HELPLINE.id, Agreement.nation == nation)

    def sign_or_join(session: Session) -> None:
        """Sign the agreement if the session does not find it; otherwise add the parties to it."""
        agreement_id = session.scalar(select(Agreement.id).where(*is_agreement_of_nation))
        if agreement_id is None:
            organisations.sign_agreement(
                session, HELPLINE.id, parties, nation=nation, data_classes=SHARED_DATA_CLASSES, valid_from=OPENED_AT
            )
        else:
            organisations.join_agreement(session, HELPLINE.id, agreement_id, parties)

    db.run_as_operator(HELPLINE.id, sign_or_join)
