"""What was done in a world, and who may therefore read what: the policy once more, in sets, from the design alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from services.policy.actor import Kind

UNLISTED_KINDS = {Kind.SCHOOL, Kind.TRUST, Kind.UNION, Kind.EMPLOYER_OTHER}
Readers = dict[UUID, set[UUID]]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, and who was told that it exists."""

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
    """An escalation."""

    helpline: UUID
    platform: UUID
    subjects: set[UUID]
    sent: bool = False
    decided: set[UUID] = field(default_factory=set)
    checked: set[UUID] = field(default_factory=set)

    @property
    def undecided(self) -> set[UUID]:
        return self.subjects - self.decided


@dataclass(frozen=True, slots=True)
class MemberCase:
    """A member case."""

    union: UUID
    incident: UUID


@dataclass(slots=True)
class Oversight:
    """A school, and who looks on at what it reports while this is in force."""

    school: UUID
    overseer: UUID
    in_force: bool = True


@dataclass(slots=True)
class WorldModel:
    """`agreements` are the parties by the helpline that keeps them; `releases` their helpline and nation."""

    members: dict[UUID, Organisation] = field(default_factory=dict)
    agreements: dict[UUID, set[UUID]] = field(default_factory=dict)
    incidents: dict[UUID, Incident] = field(default_factory=dict)
    escalations: dict[UUID, Escalation] = field(default_factory=dict)
    cases: dict[UUID, MemberCase] = field(default_factory=dict)
    oversights: dict[UUID, Oversight] = field(default_factory=dict)
    releases: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)

    def of_kind(self, *kinds: Kind) -> list[UUID]:
        """The organisations of these kinds, in the order in which they joined."""
        return [key for key, member in self.members.items() if member.kind in kinds]

    def kind(self, organisation: UUID) -> Kind:
        """Of which kind it is."""
        return self.members[organisation].kind

    def helpline_of(self, organisation: UUID) -> UUID:
        """The helpline with which it has signed."""
        return next(helpline for helpline, parties in self.agreements.items() if organisation in parties)

    def escalable(self, helpline: UUID, platform: UUID) -> list[UUID]:
        """Subjects on this platform of incidents the helpline has accepted, and has not escalated."""
        service = self.members[platform].platform
        mine = [one for one in self.incidents.values() if one.accepted and self.helpline_of(one.owner) == helpline]
        found = {subject for one in mine for subject, where in one.subjects.items() if where == service}
        return sorted(
            found.difference(*(one.subjects for one in self.escalations.values() if one.helpline == helpline))
        )

    def looking_on(self, school: UUID) -> frozenset[UUID]:
        """Who gets to read what the school reports now."""
        return frozenset(one.overseer for one in self.oversights.values() if one.school == school and one.in_force)

    def readers(self, noun: str) -> Readers:
        """Who may read each thing of the noun."""
        if noun == "incident":
            return {
                key: {one.owner, self.helpline_of(one.owner)} | one.redeemed_by | one.overseen_by
                for key, one in self.incidents.items()
            }
        if noun == "oversight":
            return {key: {one.school, one.overseer} for key, one in self.oversights.items()}
        if noun == "escalation":
            return {
                key: {one.helpline} | ({one.platform} if one.sent else set()) for key, one in self.escalations.items()
            }
        if noun == "member_case":
            return {key: {case.union} for key, case in self.cases.items()}
        if noun == "release":
            return {key: {helpline} | self._public(nation) for key, (helpline, nation) in self.releases.items()}
        if noun == "organisation":
            return {key: self._knowing(key) for key in self.members}
        return self._locator_readers()

    def readable(self, noun: str, organisation: UUID) -> set[UUID]:
        """The things of the noun that the organisation may read."""
        return {key for key, readers in self.readers(noun).items() if organisation in readers}

    def _public(self, nation: str) -> set[UUID]:
        everybody = self.members.items()
        return {key for key, one in everybody if nation in one.nations and one.kind is not Kind.PLATFORM}

    def _knowing(self, organisation: UUID) -> set[UUID]:
        member = self.members[organisation]
        overseers = {one.overseer for one in self.oversights.values() if one.school == organisation}
        return {organisation, *member.known_to, *overseers} if member.kind in UNLISTED_KINDS else set(self.members)

    def _locator_readers(self) -> Readers:
        readers: Readers = {}
        for incident in self.incidents.values():
            for subject in incident.subjects:
                readers.setdefault(subject, set()).update({incident.owner, self.helpline_of(incident.owner)})
        for escalation in self.escalations.values():
            for subject in escalation.subjects if escalation.sent else ():
                readers[subject].add(escalation.platform)
        return readers
