"""What an organisation could try if it could speak SQL as the application: nothing opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from services import escalations, incidents, member_cases
from tests import factories
from tests.support.databases import Database
from tests.support.service_calls import call_as, try_as
from tests.support.tables import Row, connect_as_application, select_rows

GRANT = "insert into access (organisation_id, kind, resource_id, owner_id, may) values (%s, %s, %s, %s, 'write')"
BELOW_INCIDENT = ("incident", "incident_subject", "transition", "data_key", "subject_locator")
BELOW_ESCALATION = ("escalation", "escalation_subject", "notice", "decision", "verification", "data_key")


@dataclass(frozen=True, slots=True)
class Scene:
    """A reported and escalated incident, its card, and a school that has nothing to do with them."""

    database: Database
    parties: factories.Parties
    incident: UUID
    escalation: UUID
    card: dict[str, Any]

    @property
    def stranger(self) -> UUID:
        return self.parties.other_school


@pytest.fixture(scope="module")
def scene(shared_database: Database) -> Scene:
    """One for all tests: none of them changes anything."""
    parties = factories.create_parties()
    incident = factories.create_accepted_incident(parties.helpline, parties.school)
    escalation = factories.create_sent_escalation(
        parties.helpline, parties.platform, factories.list_subject_ids(incident)
    )
    card = call_as(parties.school, member_cases.issue_card, incident["id"])
    return Scene(shared_database, parties, incident["id"], escalation["id"], card)


@pytest.fixture
def stranger(scene: Scene) -> Iterator[psycopg.Connection[Row]]:
    """The application's role acting for the stranger."""
    with connect_as_application(scene.database, scene.stranger) as connection:
        yield connection


@pytest.mark.parametrize("noun", ["incident", "escalation"])
def test_access_that_one_gives_oneself_opens_nothing(
    scene: Scene, stranger: psycopg.Connection[Row], noun: str
) -> None:
    wanted, below = {
        "incident": (scene.incident, BELOW_INCIDENT),
        "escalation": (scene.escalation, BELOW_ESCALATION),
    }[noun]
    before = {table: select_rows(stranger, table) for table in below}
    stranger.execute(GRANT, [scene.stranger, noun, wanted, scene.stranger])
    assert {table: select_rows(stranger, table) for table in below} == before
    found = stranger.execute("select recipients(%s, %s) as reached", [noun, wanted]).fetchall()
    assert {row["reached"] for row in found} <= {scene.stranger}


def test_forged_access_that_stays_opens_nothing_through_the_verbs_either(scene: Scene) -> None:
    with psycopg.connect(scene.database.app_url) as connection:
        connection.execute("select set_config('app.organisation', %s, true)", [str(scene.parties.other_platform)])
        for noun, wanted in (("incident", scene.incident), ("escalation", scene.escalation)):
            connection.execute(GRANT, [scene.parties.other_platform, noun, wanted, scene.parties.other_platform])
    assert try_as(scene.parties.other_platform, incidents.get_incident, scene.incident) == "NotFound"
    assert try_as(scene.parties.other_platform, escalations.get_escalation, scene.escalation) == "NotFound"
    assert try_as(scene.parties.other_platform, escalations.list_notices, scene.escalation) == "NotFound"


def test_access_in_the_name_of_another_owner_is_refused(scene: Scene, stranger: psycopg.Connection[Row]) -> None:
    with pytest.raises(InsufficientPrivilege):
        stranger.execute(GRANT, [scene.stranger, "incident", scene.incident, scene.parties.school])


WRITES = {
    "an incident of another": (
        "insert into incident (owner_id, id, reference, helpline_id, school_confirmed, reporter_kind, nation,"
        " affected_kind, affected_person, summary_neutral, harm_categories, priority, reported_at, view_band,"
        " allegation_flag, state, created_at, updated_at, version) values (%(school)s, %(new)s, 'x', %(helpline)s,"
        " false, 'school', 'WLS', 'staff', true, 'x', '{}', 'P3', now(), 'unknown', 'none', 'submitted',"
        " now(), now(), 1)"
    ),
    "a link of another's incident": (
        "insert into incident_subject (owner_id, incident_id, subject_id, type, role, created_at, updated_at)"
        " values (%(school)s, %(incident)s, %(new)s, 'video', 'primary', now(), now())"
    ),
    "an organisation": (
        "insert into organisation (id, kind, name, nations, status, listed, created_at, updated_at, version)"
        " values (%(new)s, 'helpline', 'x', '{}', 'active', true, now(), now(), 1)"
    ),
    "a party of another's agreement": (
        "insert into agreement_party (organisation_id, agreement_id, owner_id)"
        " values (%(stranger)s, %(new)s, %(helpline)s)"
    ),
    "a key to another's resource": "insert into data_key values (%(school)s, %(incident)s, '')",
}


@pytest.mark.parametrize("what", WRITES)
def test_nothing_is_written_in_the_name_of_another(scene: Scene, stranger: psycopg.Connection[Row], what: str) -> None:
    named = {"new": str(uuid4()), "school": scene.parties.school, "incident": scene.incident}
    named |= {"helpline": scene.parties.helpline, "stranger": scene.stranger}
    with pytest.raises(InsufficientPrivilege):
        stranger.execute(WRITES[what].encode(), named)


@pytest.mark.parametrize("table", ["incident", "incident_subject", "escalation", "notice"])
def test_what_is_not_seen_is_not_changed(stranger: psycopg.Connection[Row], table: str) -> None:
    assert stranger.execute(f"update {table} set updated_at = now()".encode()).rowcount == 0


def test_a_union_that_may_read_an_incident_may_not_change_it(scene: Scene) -> None:
    call_as(scene.parties.union, member_cases.open_member_case, **scene.card, consent_evidence_ref="letter")
    with connect_as_application(scene.database, scene.parties.union) as union:
        assert [row["id"] for row in select_rows(union, "incident")] == [scene.incident]
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
def test_history_is_not_rewritten_and_walls_are_not_moved(stranger: psycopg.Connection[Row], statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        stranger.execute(statement.encode())
