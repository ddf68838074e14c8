"""Random worlds, generated through verbs only, together with a model of their resources."""

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

NATIONS_BY_REGION = {"south": ("ENG", "WLS"), "north": ("SCT",)}
ALL_NATIONS = ("ENG", "WLS", "SCT")
FIRST_REPORTS = 12
LINKS_PER_PLATFORM = 6
URL_FACTORIES = {"tiktok": factories.new_clip_url, "youtube": factories.new_film_url}


def generate_world(seed: int) -> WorldModel:
    """Generate a world in the current database and return its model. The same seed takes the same steps."""
    builder = WorldBuilder(random.Random(seed))
    _create_organisations(builder)
    _create_oversights(builder)
    builder.shared_links = [
        (platform, new_url()) for platform, new_url in URL_FACTORIES.items() for _ in range(LINKS_PER_PLATFORM)
    ]
    for _ in range(FIRST_REPORTS):
        report_incident(builder)
    for step in sorted(STEPS, key=lambda step: STEP_ORDER[step] + builder.rng.uniform(0, 2)):
        step(builder)
    _release_statistics(builder)
    run_pending_jobs()
    return builder.model


def _create_organisations(builder: WorldBuilder) -> None:
    agreements = builder.model.agreements
    for region, nations in NATIONS_BY_REGION.items():
        helpline = builder.helplines[region] = _create_organisation(builder, Kind.HELPLINE, nations)
        schools = [
            _create_organisation(builder, Kind.SCHOOL, (builder.rng.choice(nations),), [helpline]) for _ in range(2)
        ]
        overseers = [
            _create_organisation(builder, kind, nations, schools) for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY)
        ]
        employer = _create_organisation(builder, Kind.EMPLOYER_OTHER, nations)
        unions = [_create_organisation(builder, Kind.UNION, nations) for _ in range(2)]
        for nation in nations:
            _create_organisation(builder, Kind.GOVERNMENT, (nation,))
        agreements[helpline] = {helpline, *schools, *unions, *overseers, employer}
    for platform in URL_FACTORIES:
        platform_id = _create_organisation(builder, Kind.PLATFORM, ALL_NATIONS, platform=platform)
        for parties in agreements.values():
            parties.add(platform_id)
    # These include a trust and a local authority that oversee no school.
    for kind in (Kind.TRUST, Kind.LOCAL_AUTHORITY, Kind.COORDINATION_BODY, Kind.REGULATOR, Kind.POLICE):
        _create_organisation(builder, kind, ("WLS",))
    for helpline, parties in agreements.items():
        factories.create_agreement(helpline, *parties)


def _create_oversights(builder: WorldBuilder) -> None:
    model = builder.model
    for parties in model.agreements.values():
        first_school, second_school = (school for school in model.list_of_kind(Kind.SCHOOL) if school in parties)
        trust, authority = (
            overseer for overseer in model.list_of_kind(Kind.TRUST, Kind.LOCAL_AUTHORITY) if overseer in parties
        )
        for school, overseer in ((first_school, trust), (first_school, authority), (second_school, trust)):
            (oversight_id,) = factories.create_oversights(school, overseer)
            model.oversights[oversight_id] = Oversight(school, overseer)


def _create_organisation(
    builder: WorldBuilder,
    kind: Kind,
    nations: tuple[str, ...],
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> UUID:
    organisation_id = factories.create_organisation(kind, nations=nations, known_to=known_to, platform=platform)
    builder.model.organisations[organisation_id] = Organisation(kind, frozenset(nations), frozenset(known_to), platform)
    return organisation_id


def _release_statistics(builder: WorldBuilder) -> None:
    monday = get_monday(clock.now())
    with clock.freeze_time(clock.now() + timedelta(days=9)):
        for region, helpline in builder.helplines.items():
            for nation in NATIONS_BY_REGION[region]:
                release_id = call_as(helpline, statistics.publish_release, nation, monday)
                assert release_id is not None
                builder.model.releases[release_id] = (helpline, nation)
