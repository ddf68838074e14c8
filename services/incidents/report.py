"""A school, a representative or the helpline itself tells what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from services import queries
from services.access import agreements
from services.access.grants import grant_statement
from services.core import clock, field_encryption
from services.core.errors import FieldError, Invalid
from services.core.statements import compiled_once, execute_batch, fetch_rows
from services.events.log import NewEvent, append_events
from services.incidents.link import Pasted, attach, recognise
from services.models import Incident, Organisation
from services.policy.actor import Actor, Kind
from services.policy.permissions import require_permission
from services.resources.incident import INCIDENT, REPORT_INCIDENT, IncidentEvent
from services.text_lint import lint
from services.vocabularies.harms import HarmCategory, Priority
from services.vocabularies.incidents import ReporterKind
from services.vocabularies.organisations import DataClass

NEEDED = (DataClass.INCIDENT_CORE, DataClass.SUBJECT_LOCATOR, DataClass.SCHOOL_IDENTITY)
UNCLASSIFIED = Priority.P3
EMPLOYERS = (Kind.SCHOOL, Kind.EMPLOYER_OTHER)


def report(
    session: Session,
    actor: Actor,
    *,
    affected_kind: str,
    affected_person: bool,
    summary_neutral: str,
    links: Sequence[Pasted],
    harm_categories: Sequence[str] = (),
    nation: str | None = None,
    **told: Any,
) -> dict[str, Any]:
    """Record an incident with its links and hand it to the helpline; the incident as its reporter sees it.

    Invalid for a summary that names or quotes, or a link that is none; NoAgreement without an agreement in force.
    """
    require_permission(actor, REPORT_INCIDENT)
    _require_neutral(session, actor, summary_neutral, told)
    recognised = recognise(links)
    helpline_id, overseers = _receivers(session, actor)
    moment = clock.now()
    incident = Incident(
        reported_at=moment,
        created_at=moment,
        updated_at=moment,
        owner_id=actor.organisation_id,
        id=clock.new_id(),
        helpline_id=helpline_id,
        affected_kind=affected_kind,
        affected_person=affected_person,
        summary_neutral=summary_neutral,
        harm_categories=sorted(set(harm_categories)),
        priority=priority_of(harm_categories).value,
        nation=_nation(actor, nation),
        state=INCIDENT.machine.initial,
        **_reporter(actor),
        **told,
    )
    access = grant_statement(
        incident.owner_id, "incident", incident.id, write=(incident.owner_id, helpline_id), read=overseers
    )
    _, key = field_encryption.new_data_key(incident.owner_id, incident.id)
    execute_batch(session, access, key)
    session.add(incident)
    session.flush()
    for one in recognised:
        attach(session, incident, one)
    append_events(session, actor, NewEvent(IncidentEvent.SUBMITTED, "incident", incident.id, incident.version))
    return queries.get_one(session, actor, INCIDENT, incident.id)


def priority_of(harm_categories: Sequence[str]) -> Priority:
    """The most urgent default among the harms; P3 while nothing is classified."""
    defaults = [HarmCategory(harm).default_priority for harm in harm_categories]
    return min(defaults, default=UNCLASSIFIED)


def forbidden_words(session: Session, actor: Actor) -> list[str]:
    """The names by which the reporter itself could be recognised."""
    (names,) = fetch_rows(session, _names().bind(me=actor.organisation_id))
    return [name for name in names.values() if name]


@compiled_once
def _names() -> Executable:
    return select(Organisation.name, Organisation.name_cy).where(Organisation.id == bindparam("me"))


def _require_neutral(session: Session, actor: Actor, summary: str, told: dict[str, Any]) -> None:
    field_errors = lint(summary, pointer="/summary_neutral", forbidden=forbidden_words(session, actor))
    if told.get("staff_absence") is not None and actor.kind not in EMPLOYERS:
        field_errors += (
            FieldError("/staff_absence", "not_yours", "Only schools and other employers may send this field."),
        )
    if field_errors:
        raise Invalid(field_errors=field_errors)


def _nation(actor: Actor, nation: str | None) -> str:
    if nation is None and len(actor.nations) == 1:
        return next(iter(actor.nations))
    if nation is None or nation not in actor.nations:
        raise Invalid(
            field_errors=(
                FieldError("/nation", "nation_required", "The nation must be one of the nations of your organisation."),
            )
        )
    return nation


def _receivers(session: Session, actor: Actor) -> tuple[UUID, tuple[UUID, ...]]:
    if actor.kind is Kind.HELPLINE:
        agreements.require_agreement(session, actor.organisation_id, *NEEDED)
        return actor.organisation_id, ()
    return agreements.find_report_recipients(session, actor.organisation_id, *NEEDED)


def _reporter(actor: Actor) -> dict[str, str | UUID | bool | None]:
    # A school vouches for itself; of any other report the helpline finds the school out.
    vouched = actor.kind is Kind.SCHOOL
    school_id = actor.organisation_id if vouched else None
    return {"reporter_kind": voice(actor).value, "school_id": school_id, "school_confirmed": vouched}


def voice(actor: Actor) -> ReporterKind:
    """As whom reports and histories name the actor. Which kind of representative it is, nobody is ever told."""
    known = {Kind.SCHOOL: ReporterKind.SCHOOL, Kind.HELPLINE: ReporterKind.HELPLINE}
    return known.get(actor.kind, ReporterKind.REPRESENTATIVE)
