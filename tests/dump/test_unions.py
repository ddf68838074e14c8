"""From a dump alone nobody can tell which union follows or reported an incident."""

from __future__ import annotations

from tests.api.world import World
from tests.dump.dump_file import Dump
from tests.dump.scene import Scene

# The tables in which a union stands under the id that it is registered with, or under its name.
REGISTRY = {"organisation", "agreement_party", "agreement", "oauth_client"}


def list_public_identifiers(scene: Scene) -> set[str]:
    """Return what others know of the union: its id, its name, and the id of its client."""
    organisation = scene.union.get("/me").json["organisation"]
    return {str(scene.union.organisation_id), organisation["name"], scene.union.client_id}


def find_connected_rows(dump: Dump, start: set[str], hubs: set[str]) -> tuple[set[str], set[str]]:
    """Return tables and values of all rows that joins over any columns connect with the values in `start`.

    Joins do not pass through `hubs`, the ids of other organisations, which are connected with everything.
    """
    tables: set[str] = set()
    values, rows = set(start), list(dump.list_identifiers())
    while connected := [row for row in rows if values & (row[1] - hubs)]:
        rows = [row for row in rows if row not in connected]
        tables |= {table for table, _ in connected}
        values |= {value for _, identifiers in connected for value in identifiers - hubs}
    return tables, values


def list_hubs(world: World, dump: Dump) -> set[str]:
    """Return the ids and client ids of all other organisations."""
    others = (world.helpline, world.platform, world.school, world.other_school, world.government)
    ids = {identifier for client in others for identifier in (str(client.organisation_id), client.client_id)}
    assert ids & {value for _, identifiers in dump.list_identifiers() for value in identifiers}
    return ids


def test_no_join_connects_a_union_with_what_it_did(world: World, scene: Scene, dump: Dump) -> None:
    tables, values = find_connected_rows(dump, list_public_identifiers(scene), list_hubs(world, dump))
    assert "organisation" in tables
    assert tables <= REGISTRY
    assert not values & set(scene.ids.values())


def test_no_join_connects_what_a_union_did_with_the_union(world: World, scene: Scene, dump: Dump) -> None:
    """Given its case and its incident, joins find its rows, but none that tells which union it is."""
    start = {scene.ids["member case"], scene.ids["reported by the union"]}
    tables, values = find_connected_rows(dump, start, list_hubs(world, dump))
    assert tables >= {"member_case", "consent", "access", "event", "feed_entry", "incident", "idempotency_key"}
    assert not tables & REGISTRY
    assert not values & list_public_identifiers(scene)


def test_the_search_connects_a_school_with_what_it_did(world: World, scene: Scene, dump: Dump) -> None:
    """Given a school, which is not hidden, the same search finds its incident."""
    hubs = list_hubs(world, dump) - {str(world.school.organisation_id)}
    _, values = find_connected_rows(dump, {str(world.school.organisation_id)}, hubs)
    assert scene.ids["incident"] in values
