"""Either wall alone shows everybody the same to the letter; without both, everything would be shown."""

from __future__ import annotations

import pytest

from services.incidents import get_locator
from services.policy.actor import Kind
from tests.support.databases import Database
from tests.support.isolation_modes import BOTH, ISOLATION_MODES, without_isolation
from tests.support.service_calls import try_as
from tests.support.snapshots import dump_views
from tests.support.visible_resources import LIST_VERBS, list_ids
from tests.support.world_model import WorldModel


def test_everything_that_is_seen_is_the_same_with_either_wall_alone(inhabited: tuple[Database, WorldModel]) -> None:
    database, world = inhabited
    seen = {}
    for way, wall in ISOLATION_MODES.items():
        with wall(database):
            seen[way] = {organisation: dump_views(organisation) for organisation in world.organisations}
    as_it_runs = seen.pop(BOTH)
    for way, views in seen.items():
        different = [world.kind_of(one) for one in world.organisations if views[one] != as_it_runs[one]]
        assert different == [], way


@pytest.mark.parametrize("noun", sorted(LIST_VERBS))
def test_with_neither_wall_a_school_would_be_shown_what_is_not_its_own(
    inhabited: tuple[Database, WorldModel], noun: str
) -> None:
    database, world = inhabited
    nosy = {"escalation": Kind.PLATFORM, "member_case": Kind.UNION, "release": Kind.GOVERNMENT}.get(noun, Kind.SCHOOL)
    for organisation in world.list_of_kind(nosy):
        with without_isolation(database):
            seen = list_ids(organisation, noun)
        assert set(seen) == set(world.readers(noun)) > world.readable_ids(noun, organisation)


def test_with_neither_wall_every_address_would_be_found(inhabited: tuple[Database, WorldModel]) -> None:
    database, world = inhabited
    helpline = world.list_of_kind(Kind.HELPLINE)[0]
    with without_isolation(database):
        asked = {one: try_as(helpline, get_locator, one, purpose="triage") for one in world.readers("locator")}
    # What still stands then are the agreements: the addresses of strangers are found, and not told.
    assert set(asked.values()) == {"allowed", "NoAgreement"}
