"""A model of a generated world: its resources, and the organisations that may read each.

It computes the readers as sets from the design alone, independently of the permissions in the code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from services.policy.actor import Kind
from tests.factories.parties import get_registered_id

UNLISTED_KINDS = {Kind.SCHOOL, Kind.TRUST, Kind.UNION, Kind.EMPLOYER_OTHER}
# The organisations that may read each resource, by its id.
Readers = dict[UUID, set[UUID]]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, and the organisations to which it is known."""

    kind: Kind
    nations: frozenset[str]
    known_to: frozenset[UUID]
    platform: str | None


@dataclass(slots=True)
class Incident:
    """An incident with the platform of each of its subjects."""

    owner: UUID
    subjects: dict[UUID, str]
    accepted: bool = False
    redeemed_by: set[UUID] = field(default_factory=set)
    overseen_by: frozenset[UUID] = frozenset()


@dataclass(slots=True)
class Escalation:
    """An escalation, with those of its subjects that are decided and verified."""

    helpline: UUID
    platform: UUID
    subjects: set[UUID]
    sent: bool = False
    decided: set[UUID] = field(default_factory=set)
    verified: set[UUID] = field(default_factory=set)

    @property
    def undecided(self) -> set[UUID]:
        """The subjects without a decision."""
        return self.subjects - self.decided


@dataclass(frozen=True, slots=True)
class MemberCase:
    """A union's case about an incident."""

    union: UUID
    incident: UUID


@dataclass(slots=True)
class Oversight:
    """A school, and an overseer that can read its new incidents while this is in force."""

    school: UUID
    overseer: UUID
    in_force: bool = True


@dataclass(slots=True)
class WorldModel:
    """Everything in the world by id, organisations by tenant id.

    `agreements` are parties by helpline, `releases` helplines and nations.
    """

    organisations: dict[UUID, Organisation] = field(default_factory=dict)
    agreements: dict[UUID, set[UUID]] = field(default_factory=dict)
    incidents: dict[UUID, Incident] = field(default_factory=dict)
    escalations: dict[UUID, Escalation] = field(default_factory=dict)
    member_cases: dict[UUID, MemberCase] = field(default_factory=dict)
    oversights: dict[UUID, Oversight] = field(default_factory=dict)
    releases: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)

    def list_of_kind(self, *kinds: Kind) -> list[UUID]:
        """Return the organisations of these kinds, in the order in which they joined."""
        return [key for key, organisation in self.organisations.items() if organisation.kind in kinds]

    def kind_of(self, organisation_id: UUID) -> Kind:
        """Return the kind of the organisation."""
        return self.organisations[organisation_id].kind

    def helpline_of(self, organisation_id: UUID) -> UUID:
        """Return the helpline with which the organisation has signed an agreement."""
        return next(helpline for helpline, parties in self.agreements.items() if organisation_id in parties)

    def escalatable_subjects(self, helpline: UUID, platform_id: UUID) -> list[UUID]:
        """Return the platform's subjects that the helpline has accepted and not escalated."""
        platform = self.organisations[platform_id].platform
        accepted = {
            subject
            for incident in self.incidents.values()
            if incident.accepted and self.helpline_of(incident.owner) == helpline
            for subject, subject_platform in incident.subjects.items()
            if subject_platform == platform
        }
        escalated = (escalation.subjects for escalation in self.escalations.values() if escalation.helpline == helpline)
        return sorted(accepted.difference(*escalated))

    def overseers_of(self, school: UUID) -> frozenset[UUID]:
        """Return the organisations that can read what the school reports now."""
        return frozenset(
            oversight.overseer
            for oversight in self.oversights.values()
            if oversight.school == school and oversight.in_force
        )

    def readers(self, resource: str) -> Readers:
        """Return the organisations that may read each row of the resource."""
        match resource:
            case "incident":
                return {key: self._incident_readers(incident) for key, incident in self.incidents.items()}
            case "oversight":
                return {key: {oversight.school, oversight.overseer} for key, oversight in self.oversights.items()}
            case "escalation":
                return {
                    key: {escalation.helpline, *([escalation.platform] if escalation.sent else [])}
                    for key, escalation in self.escalations.items()
                }
            case "member_case":
                return {key: {member_case.union} for key, member_case in self.member_cases.items()}
            case "release":
                return {
                    key: {helpline, *self._statistics_readers(nation)}
                    for key, (helpline, nation) in self.releases.items()
                }
            case "organisation":
                return {get_registered_id(key): self._organisation_readers(key) for key in self.organisations}
        assert resource == "locator", resource
        return self._locator_readers()

    def readable_ids(self, resource: str, organisation_id: UUID) -> set[UUID]:
        """Return the ids of the rows of the resource that the organisation may read."""
        return {key for key, readers in self.readers(resource).items() if organisation_id in readers}

    def _incident_readers(self, incident: Incident) -> set[UUID]:
        return {incident.owner, self.helpline_of(incident.owner)} | incident.redeemed_by | incident.overseen_by

    def _statistics_readers(self, nation: str) -> set[UUID]:
        return {
            key
            for key, organisation in self.organisations.items()
            if nation in organisation.nations and organisation.kind is not Kind.PLATFORM
        }

    def _organisation_readers(self, organisation_id: UUID) -> set[UUID]:
        organisation = self.organisations[organisation_id]
        if organisation.kind not in UNLISTED_KINDS:
            return set(self.organisations)
        overseers = {
            oversight.overseer for oversight in self.oversights.values() if oversight.school == organisation_id
        }
        return {organisation_id, *organisation.known_to, *overseers}

    def _locator_readers(self) -> Readers:
        readers: Readers = {}
        for incident in self.incidents.values():
            for subject in incident.subjects:
                readers.setdefault(subject, set()).update({incident.owner, self.helpline_of(incident.owner)})
        for escalation in self.escalations.values():
            for subject in escalation.subjects if escalation.sent else ():
                readers[subject].add(escalation.platform)
        return readers
