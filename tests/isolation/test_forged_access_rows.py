"""Access rows with a wrong owner, in generated worlds: each isolation layer alone ignores them, in every form of query.

The application can insert rows with itself as the owner of any id; a defect could write any other wrong owner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.access import visibility
from services.core.errors import NotFound
from services.models import Transition
from services.policy.actor import Actor
from services.policy.resource_spec import ResourceSpec
from services.resources.registry import load_specs
from tests import factories
from tests.support.databases import Database
from tests.support.jobs import run_pending_jobs
from tests.support.markers import slow
from tests.support.service_calls import dry_run_as
from tests.support.snapshots import dump_rows, dump_views
from tests.support.tables import Row, connect_as_application
from tests.support.visible_resources import LIST_VERBS, find_locatable_subjects, find_readable_ids, list_ids
from tests.support.world_model import WorldModel

INSERT_ROW = """
insert into access (organisation_id, kind, resource_id, owner_id, may) values (%s, %s, %s, %s, 'write')
on conflict do nothing
"""
DELETE_ROW = "delete from access where (organisation_id, kind, resource_id, owner_id) = (%s, %s, %s, %s)"
RESOURCES = sorted(LIST_VERBS)
SAMPLE_SIZE = 3
ACCESS_KINDS = {"locator": "subject"}
# The columns of an access row: organisation, kind, resource and wrong owner.
ForgedRow = tuple[UUID, str, UUID, UUID]
Snapshots = Mapping[UUID, tuple[bytes, bytes]]


def take_snapshots(database: Database, world: WorldModel) -> Snapshots:
    """Return what each organisation sees through the verbs, and the rows that row-level security shows it."""
    return {
        organisation: (dump_views(organisation), dump_rows(database, organisation))
        for organisation in world.organisations
    }


def list_forged_rows(world: WorldModel) -> list[ForgedRow]:
    """Return rows for every resource and every organisation that may not read it, with two wrong owners each."""
    stranger = world.list_of_kind(*{world.kind_of(key) for key in world.agreements})[0]
    return [
        (organisation, ACCESS_KINDS.get(resource, resource), resource_id, owner)
        for resource in (*RESOURCES, "locator")
        for resource_id, readers in world.readers(resource).items()
        for organisation in world.organisations
        if organisation not in readers
        for owner in {organisation, stranger} - _list_owners(world, resource, resource_id)
    ]


def _list_owners(world: WorldModel, resource: str, resource_id: UUID) -> set[UUID]:
    """Return the owners of the resource, or all of its readers, of whom some are."""
    return set(world.readers(resource)[resource_id])


@dataclass(frozen=True, slots=True)
class Forgery:
    """Forged rows in the table, and what everybody saw before them."""

    rows: list[ForgedRow]
    seen_before: Snapshots


@pytest.fixture(scope="module")
def forgery(generated_world: tuple[Database, WorldModel]) -> Iterator[Forgery]:
    """Forged rows in the table of a generated world; they are deleted at the end."""
    database, world = generated_world
    forged = Forgery(list_forged_rows(world), take_snapshots(database, world))
    with psycopg.connect(database.owner_url, autocommit=True) as owner, owner.cursor() as cursor:
        cursor.executemany(INSERT_ROW, forged.rows)
        yield forged
        cursor.executemany(DELETE_ROW, forged.rows)


@slow
@pytest.mark.usefixtures("single_layer", "forgery")
@pytest.mark.parametrize("resource", RESOURCES)
def test_forged_rows_add_nothing_to_lists_and_reads(world: WorldModel, resource: str) -> None:
    for organisation in world.organisations:
        expected = world.readable_ids(resource, organisation)
        assert set(list_ids(organisation, resource)) == expected, world.kind_of(organisation)
        for readable in find_readable_ids(organisation, resource, world.readers(resource)):
            assert readable == expected, world.kind_of(organisation)


@slow
@pytest.mark.usefixtures("single_layer", "forgery")
def test_forged_rows_give_no_locator(world: WorldModel) -> None:
    for organisation in world.organisations:
        locatable = find_locatable_subjects(organisation, world.kind_of(organisation), world.readers("locator"))
        assert locatable == world.readable_ids("locator", organisation), world.kind_of(organisation)


@pytest.mark.usefixtures("single_layer", "forgery")
@pytest.mark.parametrize("resource", RESOURCES)
def test_both_forms_of_visibility_compare_the_owner(world: WorldModel, resource: str) -> None:
    """Given forged rows, find_visible and the join, and the conditions visible_to and has_access, find the same."""
    spec, all_ids = load_specs()[resource], list(world.readers(resource))
    for organisation in world.organisations:
        expected = world.readable_ids(resource, organisation)
        assert set(list_ids(organisation, resource)) == expected, world.kind_of(organisation)
        for find in (_find_by_join, _find_by_condition, _find_by_is_visible):
            found = dry_run_as(organisation, find, spec, all_ids)
            assert found == expected, (find.__name__, world.kind_of(organisation))
        for resource_id in sorted({*all_ids} - expected)[:SAMPLE_SIZE]:
            dry_run_as(organisation, _require_hidden, spec, resource_id)


@pytest.mark.usefixtures("single_layer", "forgery")
def test_forged_rows_show_no_history(world: WorldModel) -> None:
    """Given transitions, which only the condition has_access guards, each organisation sees those it may."""
    for organisation in world.organisations:
        readable = {
            resource_id
            for resource in ("incident", "escalation")
            for resource_id in world.readable_ids(resource, organisation)
        }
        assert dry_run_as(organisation, _find_histories) <= readable, world.kind_of(organisation)


def test_forged_rows_change_nothing_that_anybody_sees(
    world_database: Database, world: WorldModel, forgery: Forgery
) -> None:
    assert len(forgery.rows) > len(world.organisations)
    seen = take_snapshots(world_database, world)
    for organisation, (views, visible_rows) in forgery.seen_before.items():
        assert seen[organisation][0] == views, world.kind_of(organisation)
        # The forged rows themselves are visible to the organisation that they name.
        new_rows = seen[organisation][1].count(b"'may'") - visible_rows.count(b"'may'")
        assert new_rows == sum(row[0] == organisation for row in forgery.rows), world.kind_of(organisation)


@pytest.mark.usefixtures("forgery")
def test_forged_rows_add_no_recipients(world_database: Database, world: WorldModel) -> None:
    """Given forged rows, the readers of a resource ask who else reads it: they get no others."""
    for resource in ("incident", "escalation", "member_case"):
        for resource_id, readers in world.readers(resource).items():
            for reader in readers:
                with connect_as_application(world_database, reader) as connection:
                    assert _list_recipients(connection, resource, resource_id) == readers


def test_events_after_a_forgery_reach_no_feed_of_the_forger(database: Database) -> None:
    """Given a school that forged access to a colleague's incident, the next changes are not in its feed."""
    parties = factories.create_parties()
    incident = factories.create_incident(parties.school)
    with psycopg.connect(database.app_url) as connection:
        connection.execute("select set_config('app.organisation', %s, true)", [str(parties.other_school)])
        connection.execute(INSERT_ROW, [parties.other_school, "incident", incident["id"], parties.other_school])
    before = dump_views(parties.other_school)
    factories.transition_incident(parties.helpline, incident, "triage")
    run_pending_jobs()
    assert dump_views(parties.other_school) == before


def _require_hidden(session: Session, actor: Actor, spec: ResourceSpec[UUID], resource_id: UUID) -> None:
    """Fail unless find_visible finds no such row, for reading and for an update."""
    for lock in (False, True) if spec.state_machine else (False,):
        with pytest.raises(NotFound):
            visibility.find_visible(session, actor, spec, resource_id, lock=lock)


def _find_by_join(session: Session, actor: Actor, spec: ResourceSpec[UUID], ids: list[UUID]) -> set[UUID]:
    statement, identity = visibility.restrict_to_visible(select(spec.table_model.id), actor, spec)
    return set(session.scalars(statement.where(identity.in_(ids))))


def _find_by_condition(session: Session, actor: Actor, spec: ResourceSpec[UUID], ids: list[UUID]) -> set[UUID]:
    model = spec.table_model
    return set(session.scalars(select(model.id).where(model.id.in_(ids), visibility.visible_to(actor, spec))))


def _find_by_is_visible(session: Session, actor: Actor, spec: ResourceSpec[UUID], ids: list[UUID]) -> set[UUID]:
    return {resource_id for resource_id in ids if visibility.is_visible(session, actor, spec, resource_id)}


def _find_histories(session: Session, actor: Actor) -> set[UUID]:
    found: set[UUID] = set()
    for resource in ("incident", "escalation"):
        has_access = visibility.has_access(actor, resource, Transition.resource_id, Transition.owner_id)
        statement = select(Transition.resource_id).where(Transition.resource == resource, has_access)
        found |= set(session.scalars(statement))
    return found


def _list_recipients(connection: psycopg.Connection[Row], resource: str, resource_id: UUID) -> set[UUID]:
    rows = connection.execute("select recipients(%s, %s) as recipient", [resource, resource_id]).fetchall()
    return {row["recipient"] for row in rows}
