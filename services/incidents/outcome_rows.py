"""Reading the incidents to which outcomes are applied, and writing the steps that they took.

Each table is read or written by one statement, for whatever number of incidents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Executable, Text, Uuid, any_, bindparam, literal, select, update
from sqlalchemy.orm import Session

from services.access import visibility
from services.access.transitions import insert_transitions
from services.core import clock
from services.core.errors import StaleVersion
from services.core.row_sets import dump_rows, select_given_rows
from services.core.sealed_columns import ResourceKey, load_data_keys, seal_row, unseal
from services.core.statements import compiled_once, execute, execute_batch, fetch_rows
from services.incidents.step_plans import IncidentPlan, Link, LinkedIncident
from services.models import Event, Incident, IncidentSubject
from services.policy.actor import Actor, Kind
from services.resources.incident import INCIDENT
from services.resources.incident_states import COUNTED

LINK_KEY = ("owner_id", "incident_id", "subject_id")
# The columns of a link that a step changes.
STEP_COLUMNS = (
    *("escalation_state", "tier", "due_ack_at", "due_decision_at"),
    *("outcome_code", "decline_reason", "outcome_at", "verification", "wording"),
)
INCIDENT_COLUMNS = ("owner_id", "id", "nation", "priority", "accepted_at", "state", "version")


def lock_incidents(
    session: Session, actor: Actor, incident_ids: Sequence[UUID], cause_id: UUID
) -> list[LinkedIncident]:
    """Lock and return, by id, those of the incidents that count for escalations and have no event of this cause yet."""
    statement = _lock_incidents().bind(me=actor.organisation_id, incident_ids=list(incident_ids), cause_id=cause_id)
    return [LinkedIncident(**row) for row in execute(session, statement)]


def load_links(session: Session, incidents: Sequence[LinkedIncident]) -> Mapping[UUID, list[Link]]:
    """Return the links of each incident by its id, with their texts in clear."""
    links: dict[UUID, list[Link]] = {incident.id: [] for incident in incidents}
    rows = fetch_rows(session, _select_links().bind(rows=dump_rows(incidents)))
    data_keys = _load_needed_keys(session, rows)
    for row in rows:
        row["wording"] = unseal(data_keys.get(_get_incident_key(row)), IncidentSubject, "wording", row)
        links[row["incident_id"]].append(row)
    return links


def write_steps(session: Session, plans: Sequence[IncidentPlan]) -> None:
    """Write the incidents and links that the steps of these plans have changed, and add the moves to the history.

    Raises:
        StaleVersion: another transaction has changed one of these rows since they were read.
    """
    updated_at = clock.now()
    incidents = [plan.incident for plan in plans if plan.incident.has_changed]
    links = [link for plan in plans for link in plan.links if link["subject_id"] in plan.changed_links]
    transitions = [transition for plan in plans for transition in plan.transitions]
    updated_incidents, updated_links, _ = execute_batch(
        session,
        _update_incidents().bind(rows=dump_rows(incidents), updated_at=updated_at),
        _update_links().bind(rows=dump_rows(_seal(session, links)), updated_at=updated_at),
        insert_transitions(transitions),
    )
    if (len(updated_incidents), len(updated_links)) != (len(incidents), len(links)):
        raise StaleVersion


def _seal(session: Session, links: Sequence[Link]) -> list[Link]:
    """Return the links with their texts encrypted."""
    data_keys = _load_needed_keys(session, links)
    return [seal_row(data_keys.get(_get_incident_key(link)), IncidentSubject, link) for link in links]


def _load_needed_keys(session: Session, links: Sequence[Link]) -> Mapping[ResourceKey, bytes]:
    """Return the data keys of the incidents of those of the links that have a text."""
    return load_data_keys(session, {_get_incident_key(link) for link in links if link["wording"] is not None})


def _get_incident_key(link: Link) -> ResourceKey:
    """Return the incident of a link, as a resource with a data key."""
    return link["owner_id"], link["incident_id"]


@compiled_once
def _lock_incidents() -> Executable:
    """Select and lock the accepted ones among incidents, without those that have an event of the cause."""
    incident_ids = bindparam("incident_ids", type_=ARRAY(Uuid()))
    # A job that was killed runs again from the start; what it has done before stays as it is.
    done = select(Event.resource_id).where(
        Event.organisation_id == bindparam("me"),
        Event.cause_id == bindparam("cause_id", type_=Uuid()),
        Event.resource == literal(INCIDENT.name),
        Event.resource_id == any_(incident_ids),
    )
    columns = [getattr(Incident, name) for name in INCIDENT_COLUMNS]
    actor, read_version = visibility.actor_parameter(Kind.HELPLINE), Incident.version.label("read_version")
    statement, identity = visibility.restrict_to_visible(select(*columns, read_version), actor, INCIDENT)
    return (
        statement.where(
            identity == any_(incident_ids),
            identity.not_in(done),
            Incident.state == any_(literal(list(COUNTED), ARRAY(Text()))),
        )
        .order_by(identity)
        .with_for_update(of=Incident)
    )


@compiled_once
def _select_links() -> Executable:
    """Select the links of incidents."""
    link, incident = IncidentSubject, select_given_rows(Incident, "owner_id", "id")
    return select(*[getattr(link, name) for name in (*LINK_KEY, "created_at", *STEP_COLUMNS)]).join(
        incident, (link.owner_id == incident.c.owner_id) & (link.incident_id == incident.c.id)
    )


@compiled_once
def _update_incidents() -> Executable:
    """Update incidents that still have the version that was read; return the id of each."""
    row = select_given_rows(Incident, "owner_id", "id", "state", "version", read_version=Incident.version)
    return (
        update(Incident)
        .values(state=row.c.state, version=row.c.version, updated_at=bindparam("updated_at"))
        .where(Incident.owner_id == row.c.owner_id, Incident.id == row.c.id, Incident.version == row.c.read_version)
        .returning(Incident.id)
    )


@compiled_once
def _update_links() -> Executable:
    """Update the columns of links that their steps have changed; return the subject id of each."""
    link, row = IncidentSubject, select_given_rows(IncidentSubject, *LINK_KEY, *STEP_COLUMNS)
    return (
        update(link)
        .values({name: row.c[name] for name in STEP_COLUMNS} | {"updated_at": bindparam("updated_at")})
        .where(
            link.owner_id == row.c.owner_id,
            link.incident_id == row.c.incident_id,
            # Not "=": a plan that looked links up by their subject would read all links of that subject for each one.
            link.subject_id.is_not_distinct_from(row.c.subject_id),
        )
        .returning(link.subject_id)
    )
