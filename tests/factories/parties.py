"""Organisations and the agreements between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import cycle
from uuid import UUID

from services import organisations
from services.core import clock, db
from services.core.tenant_ids import get_tenant_id
from services.policy.actor import Kind
from services.vocabularies.organisations import DataClass
from tests.support.service_calls import call_as

FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)

_names_by_kind = {
    Kind.SCHOOL: cycle(["Ysgol Bryn Awel", "Harbour View High School", "Ysgol Maes y Gamlas", "Coppice Lane Academy"]),
    Kind.UNION: cycle(["Alliance of School Staff", "Cymdeithas Staff Ysgolion", "Classroom Staff Federation"]),
    Kind.HELPLINE: cycle(["School Staff Online Safety Helpline", "Scottish School Staff Helpline"]),
    Kind.PLATFORM: cycle(["Clip platform", "Film platform"]),
    Kind.GOVERNMENT: cycle(["Department for Schools", "Schools Directorate"]),
}
# The ids under which organisations are registered, by tenant id.
_registered_ids: dict[UUID, UUID] = {}


def create_organisation(
    kind: Kind,
    *,
    name: str | None = None,
    nations: Sequence[str] = ("WLS",),
    known_to: Sequence[UUID] = (),
    platform: str | None = None,
) -> UUID:
    """Register an organisation, by default under a name that is usual for its kind, and return its tenant id."""
    organisation_id = clock.new_id()
    default_name = next(_names_by_kind[kind]) if kind in _names_by_kind else kind.value.replace("_", " ").capitalize()
    db.run_as_operator(
        organisation_id,
        lambda session: organisations.register_organisation(
            session, organisation_id, kind, name or default_name, nations=nations, known_to=known_to, platform=platform
        ),
    )
    tenant_id = get_tenant_id(organisation_id, kind.value)
    _registered_ids[tenant_id] = organisation_id
    return tenant_id


def get_registered_id(tenant_id: UUID) -> UUID:
    """Return the id under which the organisation with this tenant id is registered."""
    return _registered_ids.get(tenant_id, tenant_id)


def create_agreement(
    keeper: UUID,
    *signatories: UUID,
    data_classes: Sequence[DataClass] = tuple(DataClass),
    valid_from: datetime = FIRST_DAY,
    valid_to: datetime | None = None,
    nations: Sequence[str] = ("ENG", "WLS", "SCT", "NIR"),
) -> None:
    """Sign agreements between keeper and signatories, one a nation, by default for all data and without an end."""
    for nation in nations:
        _sign_agreement(keeper, signatories, nation, data_classes, valid_from, valid_to)


def _sign_agreement(
    keeper: UUID,
    signatories: Sequence[UUID],
    nation: str,
    data_classes: Sequence[DataClass],
    valid_from: datetime,
    valid_to: datetime | None,
) -> UUID:
    """Sign one agreement and return its id."""
    return db.run_as_operator(
        keeper,
        lambda session: organisations.sign_agreement(
            session,
            keeper,
            [get_registered_id(signatory) for signatory in signatories],
            nation=nation,
            data_classes=data_classes,
            valid_from=valid_from,
            valid_to=valid_to,
        ),
    )


@dataclass(frozen=True, slots=True)
class Parties:
    """The organisations of one test, by role. They share no agreement with the parties of another test."""

    helpline: UUID
    school: UUID
    other_school: UUID
    union: UUID
    other_union: UUID
    platform: UUID
    other_platform: UUID
    government: UUID
    trust: UUID
    local_authority: UUID
    employer: UUID
    coordination_body: UUID
    regulator: UUID
    police: UUID

    def by_name(self) -> dict[str, UUID]:
        """Return the id of every organisation by the name of its field."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def create_parties() -> Parties:
    """Create one organisation for each role, all under one agreement that covers every class of data."""
    parties = create_parties_without_agreement()
    create_agreement(parties.helpline, *parties.by_name().values())
    return parties


def create_parties_without_agreement() -> Parties:
    """Create one organisation for each role; none has signed an agreement."""
    helpline = create_organisation(Kind.HELPLINE)
    school, other_school = (create_organisation(Kind.SCHOOL, known_to=[helpline]) for _ in range(2))
    return Parties(
        helpline,
        school,
        other_school,
        create_organisation(Kind.UNION),
        create_organisation(Kind.UNION),
        create_organisation(Kind.PLATFORM, platform="tiktok"),
        create_organisation(Kind.PLATFORM, platform="youtube"),
        create_organisation(Kind.GOVERNMENT),
        create_organisation(Kind.TRUST, known_to=[school, other_school]),
        create_organisation(Kind.LOCAL_AUTHORITY),
        create_organisation(Kind.EMPLOYER_OTHER),
        create_organisation(Kind.COORDINATION_BODY),
        create_organisation(Kind.REGULATOR),
        create_organisation(Kind.POLICE),
    )


def create_oversights(school: UUID, *overseers: UUID) -> list[UUID]:
    """Create an oversight of the school for each overseer, and return their ids."""
    return [call_as(school, organisations.create_oversight, overseer_id=overseer)["id"] for overseer in overseers]
