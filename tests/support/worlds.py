"""Worlds made at random, through verbs only, with a ledger of what was done in them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from services import statistics
from services.core import clock
from services.policy.actor import Kind
from services.statistics.weeks import get_monday
from tests import factories
from tests.support.jobs import run_pending_jobs
from tests.support.service_calls import call_as
from tests.support.world_model import Organisation, Oversight, WorldModel
from tests.support.world_steps import STEP_ORDER, STEPS, WorldBuilder, report_incident

NATIONS = {"south": ("ENG", "WLS"), "north": ("SCT",)}
REPORTS = 12
CHOSEN_PLATFORM = {"tiktok": factories.new_clip_url, "youtube": factories.new_film_url}


def generate_world(seed: int) -> WorldModel:
    """What was done in a new world of the current database. The same seed does the same things."""
    maker = WorldBuilder(random.Random(seed))
    _people(maker)
    _let_look_on(maker)
    maker.pool = [(platform, make()) for platform, make in CHOSEN_PLATFORM.items() for _ in range(6)]
    for _ in range(REPORTS):
        report_incident(maker)
    for step in sorted(STEPS, key=lambda step: STEP_ORDER[step] + maker.chance.uniform(0, 2)):
        step(maker)
    _publish(maker)
    run_pending_jobs()
    return maker.ledger


def _people(maker: WorldBuilder) -> None:
    for place, nations in NATIONS.items():
        helpline = maker.helplines[place] = _join(maker, Kind.HELPLINE, nations)
        schools = [_join(maker, Kind.SCHOOL, (maker.chance.choice(nations),), [helpline]) for _ in range(2)]
        overseers = [_join(maker, kind, nations, schools) for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY)]
        employer = _join(maker, Kind.EMPLOYER_OTHER, nations)
        unions = [_join(maker, Kind.UNION, nations) for _ in range(2)]
        for nation in nations:
            _join(maker, Kind.GOVERNMENT, (nation,))
        maker.ledger.agreements[helpline] = {helpline, *schools, *unions, *overseers, employer}
    for platform in CHOSEN_PLATFORM:
        service = _join(maker, Kind.PLATFORM, ("ENG", "WLS", "SCT"), platform=platform)
        for parties in maker.ledger.agreements.values():
            parties.add(service)
    # Trusts and authorities too whom no school lets look on.
    for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE):
        _join(maker, kind, ("WLS",))
    for helpline, parties in maker.ledger.agreements.items():
        factories.create_agreement(helpline, *parties)


def _let_look_on(maker: WorldBuilder) -> None:
    overseers = maker.ledger.of_kind(Kind.TRUST, Kind.LOCAL_AUTHORITY)
    for parties in maker.ledger.agreements.values():
        (first, second) = (one for one in maker.ledger.of_kind(Kind.SCHOOL) if one in parties)
        trust, authority = (one for one in overseers if one in parties)
        for school, overseer in ((first, trust), (first, authority), (second, trust)):
            (made,) = factories.create_oversights(school, overseer)
            maker.ledger.oversights[made] = Oversight(school, overseer)


def _join(
    maker: WorldBuilder,
    kind: Kind,
    nations: tuple[str, ...],
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> UUID:
    made = factories.create_organisation(kind, nations=nations, known_to=known_to, platform=platform)
    maker.ledger.members[made] = Organisation(kind, frozenset(nations), frozenset(known_to), platform)
    return made


def _publish(maker: WorldBuilder) -> None:
    last_week = get_monday(clock.now())
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        for place, helpline in maker.helplines.items():
            for nation in NATIONS[place]:
                made = call_as(helpline, statistics.publish_release, nation, last_week)
                assert made is not None
                maker.ledger.releases[made] = (helpline, nation)
