"""When the link rules change, a job recomputes the fingerprints of existing subjects without losing any reference."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.orm import Session

from services.access import locator_copies
from services.access.grants import grant_access
from services.core import clock
from services.core.settings import get_settings
from services.incidents import get_incident
from services.incidents.subject_keys import rekey_subjects
from services.jobs import tasks
from services.links import CANON_VERSION, compute_fingerprint, parse_link
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
    """Create organisations of every kind in a database that only this test uses."""
    return factories.create_parties()


def get_fingerprint(url: str) -> bytes:
    """Return the fingerprint of the URL under the current rules."""
    return compute_fingerprint(parse_link(url), get_settings().fingerprint_key)


def read_subject(database: Database, subject_id: UUID) -> dict[str, object]:
    """Return the row of the subject."""
    with connect_as_application(database, None) as connection:
        return next(row for row in select_rows(connection, "subject") if row["id"] == subject_id)


def report_subject(reporter_id: UUID, url: str) -> UUID:
    """Report the URL and return the id of its subject."""
    (subject_id,) = list_subject_ids(create_incident(reporter_id, url))
    return subject_id


def make_outdated(database: Database, subject_id: UUID, key: bytes, platform: str = "web") -> None:
    """Give the subject a key of an older rule version."""
    with psycopg.connect(database.owner_url) as owner:
        older = "update subject set canonical_key = %s, canon_version = %s, platform = %s where id = %s"
        owner.execute(older, [key, CANON_VERSION - 1, platform, subject_id])


def run_rekey_job() -> None:
    tasks.rekey_subjects(timestamp=0)


def test_outdated_keys_are_recomputed(database: Database, parties: factories.Parties) -> None:
    # given a subject with a key of older rules
    subject_id = report_subject(parties.school, POST)
    make_outdated(database, subject_id, b"older")
    # when the job runs
    run_rekey_job()
    # then it has the key and platform of the current rules, and the next report of the same content finds it
    row = read_subject(database, subject_id)
    assert (row["canonical_key"], row["canon_version"]) == (get_fingerprint(POST), CANON_VERSION)
    assert (row["platform"], row["same_as"]) == ("instagram", None)
    assert report_subject(parties.other_school, SAME_POST) == subject_id


def test_a_second_run_changes_nothing(database: Database, parties: factories.Parties) -> None:
    subject_ids = [report_subject(parties.school, POST), report_subject(parties.school, OTHER)]
    for number, subject_id in enumerate(subject_ids):
        make_outdated(database, subject_id, b"older %d" % number)
    run_rekey_job()
    before = [read_subject(database, subject_id) for subject_id in subject_ids]
    run_rekey_job()
    assert [read_subject(database, subject_id) for subject_id in subject_ids] == before
    assert call_as(parties.helpline, rekey_subjects, None, 50) == []


def test_an_interrupted_run_is_continued(database: Database, parties: factories.Parties) -> None:
    # given seven outdated subjects, of which the first three were done when the worker stopped
    urls = {
        report_subject(parties.school, url): url
        for url in (f"https://x.com/a/status/{number}" for number in range(1, 8))
    }
    for number, subject_id in enumerate(urls):
        make_outdated(database, subject_id, b"older %d" % number)
    done = call_as(parties.helpline, rekey_subjects, None, 3)
    assert len(done) == 3
    # when the job runs again
    run_rekey_job()
    # then all subjects have current keys
    assert {subject_id: read_subject(database, subject_id)["canonical_key"] for subject_id in urls} == {
        subject_id: get_fingerprint(url) for subject_id, url in urls.items()
    }


def test_of_two_subjects_with_the_same_content_one_refers_to_the_other(
    database: Database, parties: factories.Parties
) -> None:
    # given two subjects that older rules did not recognise as the same content
    first = report_subject(parties.school, POST)
    make_outdated(database, first, b"first")
    second = report_subject(parties.other_school, SAME_POST)
    make_outdated(database, second, b"second")
    incident = create_incident(parties.union, OTHER)
    # when the job runs
    run_rekey_job()
    # then one has the new key, and the other keeps its key and refers to the first in `same_as`
    rows_by_id = {subject_id: read_subject(database, subject_id) for subject_id in (first, second)}
    (holder,) = [subject_id for subject_id, row in rows_by_id.items() if row["canonical_key"] == get_fingerprint(POST)]
    (duplicate,) = set(rows_by_id) - {holder}
    assert rows_by_id[duplicate]["canonical_key"] in (b"first", b"second")
    assert (rows_by_id[holder]["same_as"], rows_by_id[duplicate]["same_as"]) == (None, holder)
    assert {row["platform"] for row in rows_by_id.values()} == {"instagram"}
    assert {row["canon_version"] for row in rows_by_id.values()} == {CANON_VERSION}
    # and no link is lost, and new reports find the subject with the new key
    assert call_as(parties.union, get_incident, incident["id"])["subjects"] == incident["subjects"]
    assert report_subject(parties.union, POST) == holder


def test_links_of_incidents_and_stored_urls_are_unchanged(database: Database, parties: factories.Parties) -> None:
    first = create_incident(parties.school, POST)
    make_outdated(database, list_subject_ids(first)[0], b"first")
    second = create_incident(parties.other_school, SAME_POST)
    run_rekey_job()
    for owner, incident in ((parties.school, first), (parties.other_school, second)):
        (before,), (after,) = incident["subjects"], call_as(owner, get_incident, incident["id"])["subjects"]
        assert after == before | {"platform": "instagram"}
    assert list_subject_ids(first) != list_subject_ids(second)
    assert read_subject(database, list_subject_ids(first)[0])["same_as"] == list_subject_ids(second)[0]


def test_a_key_that_another_outdated_subject_holds_is_assigned_in_the_next_run(
    database: Database, parties: factories.Parties
) -> None:
    # given an outdated subject that holds the key of another one
    first, second = report_subject(parties.school, POST), report_subject(parties.school, OTHER)
    make_outdated(database, first, b"older")
    make_outdated(database, second, get_fingerprint(POST))
    # when the job has run once per subject
    run_rekey_job()
    run_rekey_job()
    # then each subject has its own key
    assert read_subject(database, first)["canonical_key"] == get_fingerprint(POST)
    assert read_subject(database, second)["canonical_key"] == get_fingerprint(OTHER)
    assert {read_subject(database, subject_id)["same_as"] for subject_id in (first, second)} == {None}


def test_a_subject_with_urls_of_different_content_keeps_its_key(database: Database, parties: factories.Parties) -> None:
    # given a subject with two URLs that older rules took for the same content
    subject_id = report_subject(parties.school, POST)
    call_as(parties.other_school, _store_locator, subject_id, OTHER, parties.helpline)
    make_outdated(database, subject_id, b"older")
    # when the job runs
    run_rekey_job()
    # then its key stays, and new reports of the two URLs get subjects of their own
    row = read_subject(database, subject_id)
    assert (row["canonical_key"], row["canon_version"], row["same_as"]) == (b"older", CANON_VERSION, None)
    assert len({subject_id, report_subject(parties.union, POST), report_subject(parties.union, OTHER)}) == 3


def test_subjects_whose_url_was_erased_are_skipped(database: Database, parties: factories.Parties) -> None:
    subject_id = report_subject(parties.school, POST)
    make_outdated(database, subject_id, b"older")
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("delete from data_key where resource_id = %s", [subject_id])
    run_rekey_job()
    row = read_subject(database, subject_id)
    assert (row["canonical_key"], row["canon_version"]) == (b"older", CANON_VERSION - 1)


def test_urls_are_not_decrypted_without_an_agreement_in_force(database: Database) -> None:
    # given a helpline whose agreement with the only holder has ended
    parties = factories.create_parties_without_agreement()
    with clock.freeze_time(clock.now() - timedelta(days=9)):
        factories.create_agreement(parties.helpline, parties.school, valid_to=clock.now() + timedelta(days=1))
        subject_id = report_subject(parties.school, POST)
    make_outdated(database, subject_id, b"older")
    # when the job runs
    run_rekey_job()
    # then the key stays as it was
    assert read_subject(database, subject_id)["canonical_key"] == b"older"


def test_a_helpline_rekeys_only_subjects_reported_to_it(database: Database, parties: factories.Parties) -> None:
    stranger = factories.create_parties().helpline
    subject_id = report_subject(parties.school, POST)
    make_outdated(database, subject_id, b"older")
    assert call_as(stranger, rekey_subjects, None, 50) == []
    assert read_subject(database, subject_id)["canonical_key"] == b"older"


def _store_locator(session: Session, actor: Actor, subject_id: UUID, url: str, helpline_id: UUID) -> None:
    """Store a URL of the subject for the actor's organisation, which the helpline can read."""
    owner_id = actor.organisation_id
    grant_access(session, owner_id, "subject", subject_id, write=(owner_id,), read=(helpline_id,))
    locator_copies.store_locator(session, owner_id, subject_id, locator_copies.Locator(url, url))
