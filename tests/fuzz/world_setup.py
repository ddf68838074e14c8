"""Creating the fuzzer's world: two parties of each kind under the same agreements, with work in progress.

Organisations, clients and agreements are created directly, everything else over HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services import statistics
from services.core import clock
from services.policy.actor import Kind
from services.statistics.weeks import get_monday
from tests import factories
from tests.fuzz.clients import create_client, get_organisation_id
from tests.fuzz.world import PLACES, PLATFORMS, World
from tests.fuzz.world_resources import (
    accept_incident,
    create_escalations,
    issue_card,
    open_member_case,
    report_incident,
    share_with_union,
)
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as

NEAR_PARTIES = ("school", "other school", "union", "other union", "platform", "other platform")
FAR_PARTIES = ("far school", "platform", "other platform")


def create_world(base_url: str) -> World:
    """Create the world on the server at this URL; all clients have tokens, and all jobs have run."""
    world = World(base_url)
    _create_parties(world)
    escalated = {name: report_incident(world, name) for name in ("school", "other school")}
    submitted = {name: report_incident(world, name) for name in 3 * ("school", "other school", "union", "other union")}
    world.open_incident_ids = [incident["id"] for incident in submitted.values()]
    far = report_incident(world, "far school")
    for incident in escalated.values():
        accept_incident(world, "helpline", incident)
    accept_incident(world, "far helpline", far)
    create_escalations(world, [*escalated.values()], far)
    for school, union in (("school", "union"), ("other school", "other union")):
        open_member_case(world, school, union, escalated[school])
    # The fuzzer may redeem this card as the union, which can then see the incident.
    world.unused_cards.append(issue_card(world, "other school", submitted["other school"]))
    share_with_union(world, "other school", "union", submitted["other school"])
    _release_statistics(world)
    run_pending_jobs()
    return world


def _create_parties(world: World) -> None:
    for name in ("helpline", "far helpline"):
        _create_party(world, name, Kind.HELPLINE, nations=("ENG", "WLS"))
    for name, helpline in (("school", "helpline"), ("other school", "helpline"), ("far school", "far helpline")):
        _create_party(world, name, Kind.SCHOOL, known_to=[get_organisation_id(world[helpline])])
    for name in ("union", "other union"):
        _create_party(world, name, Kind.UNION)
    for platform, name in PLATFORMS.items():
        _create_party(world, name, Kind.PLATFORM, platform=platform)
    for name, nation in (("government", "WLS"), ("other government", "ENG")):
        _create_party(world, name, Kind.GOVERNMENT, nations=(nation,))
    for helpline, parties in (("helpline", NEAR_PARTIES), ("far helpline", FAR_PARTIES)):
        organisation_ids = [get_organisation_id(world[name]) for name in parties]
        factories.create_agreement(get_organisation_id(world[helpline]), *organisation_ids)


def _create_party(
    world: World,
    name: str,
    kind: Kind,
    *,
    nations: Sequence[str] = ("WLS",),
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> None:
    place = f"{PLACES.get(name, name.split()[-1])} marsh".title()
    world.clients[name] = create_client(
        world.base_url,
        kind,
        f"{name.title()} Of The {place}",
        nations=nations,
        known_to=known_to,
        platform=platform,
    )
    readers = {name}
    if kind is Kind.SCHOOL:
        readers |= {"far helpline"} if name == "far school" else {"helpline"}
    if kind in (Kind.SCHOOL, Kind.UNION):
        world.inventory.add("organisation", world.organisation_id(name), f"Of The {place}", readers=readers)


def _release_statistics(world: World) -> None:
    monday = get_monday(clock.now())
    helpline = get_organisation_id(world["helpline"])
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        for reader, nation in (("government", "WLS"), ("other government", "ENG")):
            release_id = call_as(helpline, statistics.publish_release, nation, monday)
            world.inventory.add("release", str(release_id), readers={reader, "helpline"})
