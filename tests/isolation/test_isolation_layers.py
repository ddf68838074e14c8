"""Each isolation layer alone shows organisations exactly the same; without both, they would see everything."""

from __future__ import annotations

import pytest

from services.incidents import get_locator
from services.policy.actor import Kind
from tests.support.databases import Database
from tests.support.isolation_modes import BOTH_LAYERS, ISOLATION_MODES, without_isolation
from tests.support.service_calls import try_as
from tests.support.snapshots import dump_views
from tests.support.visible_resources import LIST_VERBS, list_ids
from tests.support.world_model import WorldModel

# A kind of organisation that sees some rows of the resource, but not all; a school where nothing else is listed.
PARTIAL_READERS = {"escalation": Kind.PLATFORM, "member_case": Kind.UNION, "release": Kind.GOVERNMENT}


def test_organisations_see_the_same_with_each_layer_alone_as_with_both(
    world_database: Database, world: WorldModel
) -> None:
    views_by_mode = {}
    for mode, isolation in ISOLATION_MODES.items():
        with isolation(world_database):
            views_by_mode[mode] = {organisation: dump_views(organisation) for organisation in world.organisations}
    expected = views_by_mode.pop(BOTH_LAYERS)
    for mode, views in views_by_mode.items():
        different = [
            world.kind_of(organisation)
            for organisation in world.organisations
            if views[organisation] != expected[organisation]
        ]
        assert different == [], mode


@pytest.mark.parametrize("resource", sorted(LIST_VERBS))
def test_without_both_layers_lists_would_include_every_row_of_other_organisations(
    world_database: Database, world: WorldModel, resource: str
) -> None:
    for organisation in world.list_of_kind(PARTIAL_READERS.get(resource, Kind.SCHOOL)):
        with without_isolation(world_database):
            listed = list_ids(organisation, resource)
        assert set(listed) == set(world.readers(resource)) > world.readable_ids(resource, organisation)


def test_without_both_layers_the_locator_of_every_subject_would_be_found(
    world_database: Database, world: WorldModel
) -> None:
    helpline = world.list_of_kind(Kind.HELPLINE)[0]
    with without_isolation(world_database):
        results = {
            subject: try_as(helpline, get_locator, subject, purpose="triage") for subject in world.readers("locator")
        }
    # Agreements are checked in both modes: locators of organisations without an agreement are found but not returned.
    assert set(results.values()) == {"allowed", "NoAgreement"}
