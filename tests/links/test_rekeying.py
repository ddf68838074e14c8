"""When the rules for links change, a job makes the keys of older subjects anew; nothing that hangs on them is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_access
from services.core import clock
from services.core.settings import get_settings
from services.incidents import read_incident
from services.incidents.rekey import rekey
from services.jobs.tasks import rekey_subjects
from services.links import CANON_VERSION, fingerprint, parse
from services.policy.actor import Actor
from tests import factories
from tests.factories import create_incident, list_subject_ids
from tests.support.databases import Database
from tests.support.service_calls import call_as
from tests.support.tables import connect_as_application, select_rows

POST = "https://www.instagram.com/p/Cx7AbCdEf_g/"
SAME_POST = "https://ddinstagram.com/reel/Cx7AbCdEf_g"
OTHER = "https://www.instagram.com/p/Dy8BcDeFg_h/"


@pytest.fixture
def parties(database: Database) -> factories.Parties:
    """Everybody, in a database of this test."""
    return factories.create_parties()


def key_of(url: str) -> bytes:
    return fingerprint(parse(url), get_settings().fingerprint_key)


def subject(database: Database, subject_id: UUID) -> dict[str, Any]:
    with connect_as_application(database, None) as connection:
        return next(row for row in select_rows(connection, "subject") if row["id"] == subject_id)


def report(by: UUID, url: str) -> UUID:
    """The subject of a report of this address."""
    (subject_id,) = list_subject_ids(create_incident(by, url))
    return subject_id


def age(database: Database, subject_id: UUID, key: bytes, platform: str = "web") -> None:
    """As if the subject had been reported when older rules made another key of it."""
    with psycopg.connect(database.owner_url) as owner:
        older = "update subject set canonical_key = %s, canon_version = %s, platform = %s where id = %s"
        owner.execute(older, [key, CANON_VERSION - 1, platform, subject_id])


def run() -> None:
    rekey_subjects(timestamp=0)


def test_a_key_of_older_rules_is_made_anew(database: Database, parties: factories.Parties) -> None:
    # given a subject whose key older rules made
    known = report(parties.school, POST)
    age(database, known, b"older")
    # when the job runs
    run()
    # then it has the key and the platform of the present rules, and the next report of the same thing finds it
    now = subject(database, known)
    assert (now["canonical_key"], now["canon_version"]) == (key_of(POST), CANON_VERSION)
    assert (now["platform"], now["same_as"]) == ("instagram", None)
    assert report(parties.other_school, SAME_POST) == known


def test_run_again_it_finds_nothing_to_do(database: Database, parties: factories.Parties) -> None:
    known = [report(parties.school, POST), report(parties.school, OTHER)]
    for number, one in enumerate(known):
        age(database, one, b"older %d" % number)
    run()
    before = [subject(database, one) for one in known]
    run()
    assert [subject(database, one) for one in known] == before
    assert call_as(parties.helpline, rekey, None, 50) == []


def test_it_goes_on_where_it_was_stopped(database: Database, parties: factories.Parties) -> None:
    # given seven old subjects, of which one chunk was done when the worker died
    pastes = {
        report(parties.school, url): url for url in (f"https://x.com/a/status/{number}" for number in range(1, 8))
    }
    for number, one in enumerate(pastes):
        age(database, one, b"older %d" % number)
    done = call_as(parties.helpline, rekey, None, 3)
    assert len(done) == 3
    # when the job runs again
    run()
    # then all are done
    assert {one: subject(database, one)["canonical_key"] for one in pastes} == {
        one: key_of(url) for one, url in pastes.items()
    }


def test_two_subjects_that_turn_out_the_same_both_stay_and_one_names_the_other(
    database: Database, parties: factories.Parties
) -> None:
    # given two subjects that older rules did not know to be one thing
    first = report(parties.school, POST)
    age(database, first, b"first")
    second = report(parties.other_school, SAME_POST)
    age(database, second, b"second")
    incident = create_incident(parties.union, OTHER)
    # when the job runs
    run()
    # then one of them has the new key, and the other keeps its own and says whose key it should have
    now = {one: subject(database, one) for one in (first, second)}
    (holder,) = [one for one in now if now[one]["canonical_key"] == key_of(POST)]
    (duplicate,) = set(now) - {holder}
    assert now[duplicate]["canonical_key"] in (b"first", b"second")
    assert (now[holder]["same_as"], now[duplicate]["same_as"]) == (None, holder)
    assert {row["platform"] for row in now.values()} == {"instagram"}
    assert {row["canon_version"] for row in now.values()} == {CANON_VERSION}
    # and no link is lost, and new reports find the holder
    assert call_as(parties.union, read_incident, incident["id"])["subjects"] == incident["subjects"]
    assert report(parties.union, POST) == holder


def test_links_of_incidents_and_addresses_of_holders_stay_as_they_are(
    database: Database, parties: factories.Parties
) -> None:
    first = create_incident(parties.school, POST)
    age(database, list_subject_ids(first)[0], b"first")
    second = create_incident(parties.other_school, SAME_POST)
    run()
    for owner, incident in ((parties.school, first), (parties.other_school, second)):
        (before,), (after,) = incident["subjects"], call_as(owner, read_incident, incident["id"])["subjects"]
        assert after == before | {"platform": "instagram"}
    assert list_subject_ids(first) != list_subject_ids(second)
    assert subject(database, list_subject_ids(first)[0])["same_as"] == list_subject_ids(second)[0]


def test_a_key_that_is_about_to_be_free_is_waited_for(database: Database, parties: factories.Parties) -> None:
    # given a subject that holds the key which another is going to have, and is going to have another itself
    first, second = report(parties.school, POST), report(parties.school, OTHER)
    age(database, first, b"older")
    age(database, second, key_of(POST))
    # when the job has run as often as there are subjects
    run()
    run()
    # then each has its own
    assert subject(database, first)["canonical_key"] == key_of(POST)
    assert subject(database, second)["canonical_key"] == key_of(OTHER)
    assert {subject(database, one)["same_as"] for one in (first, second)} == {None}


def test_holders_who_hold_different_things_are_not_taken_apart(database: Database, parties: factories.Parties) -> None:
    # given a subject of which older rules thought that two addresses were one thing
    known = report(parties.school, POST)
    call_as(parties.other_school, _hold, known, OTHER, parties.helpline)
    age(database, known, b"older")
    # when the job runs
    run()
    # then its key stays, and the present rules keep the two apart from now on
    now = subject(database, known)
    assert (now["canonical_key"], now["canon_version"], now["same_as"]) == (b"older", CANON_VERSION, None)
    assert len({known, report(parties.union, POST), report(parties.union, OTHER)}) == 3


def test_an_erased_address_is_left_alone(database: Database, parties: factories.Parties) -> None:
    known = report(parties.school, POST)
    age(database, known, b"older")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("delete from data_key where resource_id = %s", [known])
    run()
    now = subject(database, known)
    assert (now["canonical_key"], now["canon_version"]) == (b"older", CANON_VERSION - 1)


def test_without_an_agreement_in_force_no_address_is_opened(database: Database) -> None:
    # given a helpline whose agreement with the only holder has ended
    parties = factories.create_parties_without_agreement()
    with clock.freeze_time(clock.now() - timedelta(days=9)):
        factories.create_agreement(parties.helpline, parties.school, valid_to=clock.now() + timedelta(days=1))
        known = report(parties.school, POST)
    age(database, known, b"older")
    # when the job runs
    run()
    # then the key stays as it was
    assert subject(database, known)["canonical_key"] == b"older"


def test_a_helpline_reaches_only_what_was_reported_to_it(database: Database, parties: factories.Parties) -> None:
    stranger = factories.create_parties().helpline
    known = report(parties.school, POST)
    age(database, known, b"older")
    assert call_as(stranger, rekey, None, 50) == []
    assert subject(database, known)["canonical_key"] == b"older"


def _hold(session: Session, actor: Actor, subject_id: UUID, url: str, helpline: UUID) -> None:
    me = actor.organisation_id
    grant_access(session, me, "subject", subject_id, write=(me,), read=(helpline,))
    locator_copies.store_locator(session, me, subject_id, url)
