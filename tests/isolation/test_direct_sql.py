"""SQL that an organisation could try with the rights of the application: it gives no access and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from services import escalations, incidents, member_cases
from services.policy.field_access import ResourceView
from tests import factories
from tests.support.databases import Database
from tests.support.service_calls import call_as, try_as
from tests.support.tables import Row, connect_as_application, select_rows

INSERT_ACCESS = (
    "insert into access (organisation_id, kind, resource_id, owner_id, may) values (%s, %s, %s, %s, 'write')"
)
# The tables with rows of the resource, or of its parts.
TABLES: Mapping[str, tuple[str, ...]] = {
    "incident": ("incident", "incident_subject", "transition", "data_key", "subject_locator"),
    "escalation": ("escalation", "escalation_subject", "notice", "decision", "verification", "data_key"),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A reported and escalated incident with its card, and the ids by resource."""

    database: Database
    parties: factories.Parties
    ids: Mapping[str, UUID]
    card: ResourceView

    @property
    def outsider(self) -> UUID:
        """A school that has no access to the incident or the escalation."""
        return self.parties.other_school


@pytest.fixture(scope="module")
def scene(shared_database: Database) -> Scene:
    """The scene that all tests of this module share."""
    parties = factories.create_parties()
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(
        parties.helpline, parties.platform, factories.list_subject_ids(incident)
    )
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    return Scene(shared_database, parties, {"incident": incident["id"], "escalation": escalation["id"]}, card)


@pytest.fixture
def outsider(scene: Scene) -> Iterator[psycopg.Connection[Row]]:
    """A connection of the application's role, acting for the outsider."""
    with connect_as_application(scene.database, scene.outsider) as connection:
        yield connection


@pytest.mark.parametrize("resource", TABLES)
def test_an_access_row_that_an_organisation_inserts_for_itself_makes_no_row_visible(
    scene: Scene, outsider: psycopg.Connection[Row], resource: str
) -> None:
    tables, resource_id = TABLES[resource], scene.ids[resource]
    before = {table: select_rows(outsider, table) for table in tables}
    outsider.execute(INSERT_ACCESS, [scene.outsider, resource, resource_id, scene.outsider])
    assert {table: select_rows(outsider, table) for table in tables} == before
    rows = outsider.execute("select recipients(%s, %s) as recipient", [resource, resource_id]).fetchall()
    assert {row["recipient"] for row in rows} <= {scene.outsider}


def test_a_committed_forged_access_row_gives_no_access_through_the_verbs(scene: Scene) -> None:
    platform = scene.parties.other_platform
    with psycopg.connect(scene.database.app_url) as connection:
        connection.execute("select set_config('app.organisation', %s, true)", [str(platform)])
        for resource, resource_id in scene.ids.items():
            connection.execute(INSERT_ACCESS, [platform, resource, resource_id, platform])
    assert try_as(platform, incidents.get_incident, scene.ids["incident"]) == "NotFound"
    assert try_as(platform, escalations.get_escalation, scene.ids["escalation"]) == "NotFound"
    assert try_as(platform, escalations.list_notices, scene.ids["escalation"]) == "NotFound"


def test_an_access_row_in_the_name_of_another_owner_is_rejected(
    scene: Scene, outsider: psycopg.Connection[Row]
) -> None:
    with pytest.raises(InsufficientPrivilege):
        outsider.execute(INSERT_ACCESS, [scene.outsider, "incident", scene.ids["incident"], scene.parties.school])


# Statements that insert a row in the name of another organisation.
FORGED_INSERTS = {
    "an incident of another organisation": (
        "insert into incident (owner_id, id, reference, helpline_id, school_confirmed, reporter_kind, nation,"
        " affected_kind, affected_person, summary_neutral, harm_categories, priority, reported_at, view_band,"
        " allegation_flag, state, created_at, updated_at, version) values (%(school)s, %(new)s, 'x', %(helpline)s,"
        " false, 'school', 'WLS', 'staff', true, 'x', '{}', 'P3', now(), 'unknown', 'none', 'submitted',"
        " now(), now(), 1)"
    ),
    "a subject of an incident of another organisation": (
        "insert into incident_subject (owner_id, incident_id, subject_id, type, role, warnings, created_at, updated_at)"
        " values (%(school)s, %(incident)s, %(new)s, 'video', 'primary', '{}', now(), now())"
    ),
    "an organisation": (
        "insert into organisation (id, kind, name, nations, status, listed, created_at, updated_at, version)"
        " values (%(new)s, 'helpline', 'x', '{}', 'active', true, now(), now(), 1)"
    ),
    "a party of an agreement of another organisation": (
        "insert into agreement_party (organisation_id, agreement_id, owner_id)"
        " values (%(outsider)s, %(new)s, %(helpline)s)"
    ),
    "a data key of a resource of another organisation": "insert into data_key values (%(school)s, %(incident)s, '')",
}


@pytest.mark.parametrize("row", FORGED_INSERTS)
def test_a_row_in_the_name_of_another_organisation_is_rejected(
    scene: Scene, outsider: psycopg.Connection[Row], row: str
) -> None:
    values = {"new": str(uuid4()), "school": scene.parties.school, "incident": scene.ids["incident"]}
    values |= {"helpline": scene.parties.helpline, "outsider": scene.outsider}
    with pytest.raises(InsufficientPrivilege):
        outsider.execute(FORGED_INSERTS[row].encode(), values)


@pytest.mark.parametrize("table", ["incident", "incident_subject", "escalation", "notice"])
def test_an_update_changes_no_row_of_other_organisations(outsider: psycopg.Connection[Row], table: str) -> None:
    assert outsider.execute(f"update {table} set updated_at = now()".encode()).rowcount == 0


def test_a_union_that_may_read_an_incident_cannot_change_it(scene: Scene) -> None:
    call_as(scene.parties.union, member_cases.open_member_case, **scene.card, consent_evidence_ref="letter")
    with connect_as_application(scene.database, scene.parties.union) as union:
        assert [row["id"] for row in select_rows(union, "incident")] == [scene.ids["incident"]]
        assert union.execute("update incident set summary_neutral = 'x'").rowcount == 0
        with pytest.raises(InsufficientPrivilege):
            union.execute("insert into transition select owner_id, id, 9, 'incident', 'a', 's', 't', 'b' from incident")


@pytest.mark.parametrize(
    "statement",
    [
        "update event set kind = 'x'",
        "delete from event",
        "update feed_entry set kind = 'x'",
        "delete from feed_entry",
        "delete from feed_head",
        "update access set may = 'write'",
        "delete from access",
        "update decision set late = true",
        "update transition set note = 'x'",
        "delete from incident",
        "update subject set id = gen_random_uuid()",
        "delete from subject",
        "update release_cell set count = 1",
        "update installation set environment = 'sandbox'",
        "truncate incident",
        "alter table incident disable row level security",
        "drop policy app_select on incident",
        "create table mine (x int)",
        "set role tarian_migrator",
        "set role tarian_definer",
        "set role tarian_owner",
        "set row_security = off; select * from incident",
    ],
)
def test_the_application_may_not_change_history_policies_tables_or_its_role(
    outsider: psycopg.Connection[Row], statement: str
) -> None:
    with pytest.raises(InsufficientPrivilege):
        outsider.execute(statement.encode())


def test_an_overseer_that_may_read_an_incident_cannot_change_it(shared_database: Database) -> None:
    parties = factories.create_parties()
    factories.create_oversights(parties.school, parties.trust, parties.local_authority)
    incident = factories.create_incident(parties.school)
    for overseer in (parties.trust, parties.local_authority):
        with connect_as_application(shared_database, overseer) as connection:
            assert [row["id"] for row in select_rows(connection, "incident")] == [incident["id"]]
            assert connection.execute("update incident set view_band = 'unknown'").rowcount == 0
            assert connection.execute("update incident_subject set tier = 2").rowcount == 0
            grants = connection.execute("select distinct may from access").fetchall()
            assert [row["may"] for row in grants] == ["read"]
