"""Lists, single reads and the model of the world agree: an organisation sees exactly the resources it may read."""

from __future__ import annotations

import pytest

from services import escalations
from services.events import feed
from services.resources.registry import load_specs
from tests.support.service_calls import dry_run_as
from tests.support.visible_resources import (
    LIST_VERBS,
    find_locatable_subjects,
    find_readable_ids,
    list_ids,
    read_existing,
)
from tests.support.world_model import WorldModel

pytestmark = pytest.mark.usefixtures("single_layer")
RESOURCES = sorted(LIST_VERBS)
# More entries than any feed of a generated world has.
MAX_FEED_ENTRIES = 10_000


@pytest.mark.parametrize("resource", RESOURCES)
def test_lists_hold_exactly_the_readable_resources_newest_first(world: WorldModel, resource: str) -> None:
    for organisation in world.organisations:
        listed = list_ids(organisation, resource)
        expected = sorted(world.readable_ids(resource, organisation), reverse=True)
        assert listed == expected, world.kind_of(organisation)


@pytest.mark.parametrize("resource", RESOURCES)
def test_reads_by_id_find_exactly_the_readable_resources(world: WorldModel, resource: str) -> None:
    all_organisations = set(world.organisations)
    restricted = {key for key, readers in world.readers(resource).items() if readers != all_organisations}
    assert restricted, "the world has no resource that some organisation may not read"
    for organisation in world.organisations:
        for readable in find_readable_ids(organisation, resource, restricted):
            assert readable == world.readable_ids(resource, organisation) & restricted, world.kind_of(organisation)


def test_locators_are_readable_for_the_reporter_its_helpline_and_the_addressed_platform_only(
    world: WorldModel,
) -> None:
    for organisation in world.organisations:
        locatable = find_locatable_subjects(organisation, world.kind_of(organisation), world.readers("locator"))
        assert locatable == world.readable_ids("locator", organisation)


def test_verifications_are_listed_for_the_readers_of_their_escalations_only(world: WorldModel) -> None:
    subjects = {subject for escalation in world.escalations.values() for subject in escalation.subjects}
    for organisation in world.organisations:
        readable = {key: world.escalations[key] for key in world.readable_ids("escalation", organisation)}
        verifications = read_existing(organisation, escalations.list_verifications, subjects)
        assert verifications.keys() == {subject for escalation in readable.values() for subject in escalation.subjects}
        listed = {
            (verification["escalation_id"], subject)
            for subject, subject_verifications in verifications.items()
            for verification in subject_verifications
        }
        assert listed == {(key, subject) for key, escalation in readable.items() for subject in escalation.verified}


def test_feeds_hold_only_entries_about_resources_that_the_organisation_may_read(world: WorldModel) -> None:
    feeds = {
        organisation: dry_run_as(organisation, feed.read_changes, None, MAX_FEED_ENTRIES).entries
        for organisation in world.organisations
    }
    for organisation, entries in feeds.items():
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        for entry in entries:
            assert load_specs()[entry["resource"]].is_queryable
            assert entry["resource_id"] in world.readable_ids(entry["resource"], organisation)
            assert entry["data"] is not None
            assert entry["data"]["id"] == entry["resource_id"]
    assert all(feeds[organisation] for organisation in world.agreements)
