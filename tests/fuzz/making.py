"""Two of each kind under the same agreements, with work under way: made through endpoints, except who they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services import statistics
from services.core import clock
from services.policy.actor import Kind
from services.statistics.weeks import get_monday
from tests import factories
from tests.fuzz import work
from tests.fuzz.parties import join, organisation_of
from tests.fuzz.world import CANARIES, PLATFORMS, World
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as


def build(base_url: str) -> World:
    """Everybody has signed in, and every job is done."""
    world = World(base_url)
    _gather(world)
    own = {name: work.report(world, name) for name in ("school", "other school")}
    unseen = {name: work.report(world, name) for name in 3 * ("school", "other school", "union", "other union")}
    far = work.report(world, "far school")
    for incident in own.values():
        work.accept(world, "helpline", incident)
    work.accept(world, "far helpline", far)
    work.escalate_and_answer(world, [*own.values()], far)
    for school, union in (("school", "union"), ("other school", "other union")):
        work.card(world, school, union, own[school])
    world.cards.append(work.issued(world, "other school", unseen["other school"]))
    work.open_to(world, "other school", "union", unseen["other school"])
    _publish(world)
    run_pending_jobs()
    return world


def _gather(world: World) -> None:
    for name in ("helpline", "far helpline"):
        _join(world, name, Kind.HELPLINE, nations=("ENG", "WLS"))
    for name, helpline in (("school", "helpline"), ("other school", "helpline"), ("far school", "far helpline")):
        _join(world, name, Kind.SCHOOL, known_to=[organisation_of(world[helpline])])
    for name in ("union", "other union"):
        _join(world, name, Kind.UNION)
    for name, platform in [(name, platform) for platform, name in PLATFORMS.items()]:
        _join(world, name, Kind.PLATFORM, platform=platform)
    for name, nation in (("government", "WLS"), ("other government", "ENG")):
        _join(world, name, Kind.GOVERNMENT, nations=(nation,))
    near = ("school", "other school", "union", "other union", "platform", "other platform")
    for helpline, parties in (("helpline", near), ("far helpline", ("far school", "platform", "other platform"))):
        factories.create_agreement(
            organisation_of(world[helpline]), *(organisation_of(world[name]) for name in parties)
        )


def _join(world: World, name: str, kind: Kind, **more: Any) -> None:
    world.parties[name] = join(world.base_url, kind, f"{name} of the {_place(name)}".title(), **more)
    readers = {name}
    if kind is Kind.SCHOOL:
        readers |= {"far helpline"} if name == "far school" else {"helpline"}
    if kind in (Kind.SCHOOL, Kind.UNION):
        world.holdings.add("organisation", world.id_of(name), f"Of The {_place(name).title()}", readers=readers)


def _place(name: str) -> str:
    return f"{CANARIES.get(name, name.split()[-1])} marsh"


def _publish(world: World) -> None:
    last_week = get_monday(clock.now())
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        for reader, nation in (("government", "WLS"), ("other government", "ENG")):
            made = call_as(organisation_of(world["helpline"]), statistics.publish_release, nation, last_week)
            world.holdings.add("release", str(made), readers={reader, "helpline"})
