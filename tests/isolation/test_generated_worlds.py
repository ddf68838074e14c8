"""list == {x : may read x}: what lists show, what single reads find and what the design says are one and the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID

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

pytestmark = pytest.mark.usefixtures("standing_wall")
NOUNS = sorted(LIST_VERBS)
WHOLE_FEED = 10_000


@pytest.mark.parametrize("noun", NOUNS)
def test_every_list_holds_what_may_be_read_newest_first(world: WorldModel, noun: str) -> None:
    for organisation in world.organisations:
        seen = list_ids(organisation, noun)
        assert seen == sorted(world.readable_ids(noun, organisation), reverse=True), world.kind_of(organisation)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_single_read_finds_what_is_in_the_list_and_nothing_else(world: WorldModel, noun: str) -> None:
    everybody = set(world.organisations)
    asked = {key for key, readers in world.readers(noun).items() if readers != everybody}
    assert asked, "a world without any says nothing"
    for organisation in world.organisations:
        for found in find_readable_ids(organisation, noun, asked):
            assert found == world.readable_ids(noun, organisation) & asked, world.kind_of(organisation)


def test_addresses_are_told_to_who_reported_them_to_its_helpline_and_to_the_platform_they_went_to(
    world: WorldModel,
) -> None:
    for organisation in world.organisations:
        told = find_locatable_subjects(organisation, world.kind_of(organisation), world.readers("locator"))
        assert told == world.readable_ids("locator", organisation)


def test_verifications_are_listed_with_the_escalations_they_belong_to(world: WorldModel) -> None:
    subjects = {subject for one in world.escalations.values() for subject in one.subjects}
    for organisation in world.organisations:
        mine = [(key, world.escalations[key]) for key in world.readable_ids("escalation", organisation)]
        known = {subject for _, one in mine for subject in one.subjects}
        checks = read_existing(organisation, escalations.list_verifications, subjects)
        assert checks.keys() == known
        told = {(check["escalation_id"], subject) for subject, found in checks.items() for check in found}
        assert told == {(key, subject) for key, one in mine for subject in one.verified}


def test_a_feed_tells_of_nothing_that_its_reader_may_not_read(world: WorldModel) -> None:
    told: dict[UUID, list[dict[str, Any]]] = {
        organisation: dry_run_as(organisation, feed.read_changes, None, WHOLE_FEED).entries
        for organisation in world.organisations
    }
    for organisation, entries in told.items():
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
        for entry in entries:
            assert load_specs()[entry["resource"]].is_queryable
            assert entry["resource_id"] in world.readable_ids(entry["resource"], organisation)
            assert entry["data"] is not None
            assert entry["data"]["id"] == entry["resource_id"]
    assert all(told[organisation] for organisation in world.agreements)
