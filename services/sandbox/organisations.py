"""Who is in the sandbox: institutions only, all of them made up or marked as not the real one. No people."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.policy.actor import Kind

OPENED = datetime(2025, 9, 1, 8, tzinfo=UTC)
NATIONS = ("ENG", "WLS", "SCT", "NIR")
# The government whose figures can be told: all background schools are in one nation.
NATION = "WLS"
BACKGROUND_SCHOOLS = 37


@dataclass(frozen=True, slots=True)
class Party:
    """One organisation."""

    name: str
    kind: Kind
    nations: tuple[str, ...] = NATIONS
    platform: str | None = None
    name_cy: str | None = None

    @property
    def id(self) -> UUID:
        """The same in every sandbox, so that seeding again finds what is there: a UUIDv7 of the opening day."""
        digest = int.from_bytes(hashlib.sha256(f"Tarian sandbox: {self.name}".encode()).digest()[:16])
        moment = int(OPENED.timestamp() * 1000)
        return UUID(int=moment << 80 | 7 << 76 | (digest >> 64 & 0xFFF) << 64 | 2 << 62 | digest & (1 << 62) - 1)


HELPLINE = Party("Sandbox Professionals Helpline", Kind.HELPLINE, name_cy="Llinell Gymorth y Blwch Tywod")
SCHOOL = Party("Ysgol Llyn Lleuad", Kind.SCHOOL, (NATION,))
SECOND_SCHOOL = Party("Larkmoor Vale Academy", Kind.SCHOOL, ("ENG",))
UNION = Party("Sandbox Union of Teachers", Kind.UNION)
SECOND_UNION = Party("Sandbox Association of School Leaders", Kind.UNION)
REPRESENTATIVE = Party("Sandbox Staff Advice Service", Kind.EMPLOYER_OTHER)
PLATFORM = Party("TikTok (sandbox)", Kind.PLATFORM, platform="tiktok")
SECOND_PLATFORM = Party("YouTube (sandbox)", Kind.PLATFORM, platform="youtube")
GOVERNMENT = Party("Welsh Government (sandbox)", Kind.GOVERNMENT, (NATION,), name_cy="Llywodraeth Cymru (blwch tywod)")
SECOND_GOVERNMENT = Party("Department for Education (sandbox)", Kind.GOVERNMENT, ("ENG",))
TRUST = Party("Larkmoor Vale Learning Trust (sandbox)", Kind.TRUST, ("ENG",))
LOCAL_AUTHORITY = Party("Cyngor Sir Draig Gwsg (sandbox)", Kind.LOCAL_AUTHORITY, (NATION,))
POLICE = Party("Sandbox Police", Kind.POLICE, (NATION,))
REGULATOR = Party("Ofcom (sandbox)", Kind.REGULATOR)
COORDINATION = Party("UKCIS (sandbox)", Kind.COORDINATION_BODY)

NAMED = (
    HELPLINE,
    SCHOOL,
    SECOND_SCHOOL,
    UNION,
    SECOND_UNION,
    REPRESENTATIVE,
    PLATFORM,
    SECOND_PLATFORM,
    GOVERNMENT,
    SECOND_GOVERNMENT,
    Party("Scottish Government (sandbox)", Kind.GOVERNMENT, ("SCT",)),
    Party("Department of Education, Northern Ireland (sandbox)", Kind.GOVERNMENT, ("NIR",)),
    REGULATOR,
    COORDINATION,
    TRUST,
    LOCAL_AUTHORITY,
    POLICE,
)
# Who is told that an unlisted organisation is there. A local authority is known to all.
INTRODUCED: Mapping[Party, Sequence[Party]] = {TRUST: (SECOND_SCHOOL,)}

# Rainbows, dragons and full moons: like the names of Welsh places, and none of them.
PLACES = ("Bryn", "Cwm", "Maes", "Nant", "Pont", "Rhos", "Trem")
QUALITIES = ("Enfys", "Lleuad Lawn", "Seren Wib", "Niwl Arian", "Draig Gwsg", "Barcud Aur")


def background_schools(count: int = BACKGROUND_SCHOOLS) -> Sequence[Party]:
    """Schools that reported in a week long past, so that there is something to count."""
    names = [f"Ysgol {place} {quality}" for quality in QUALITIES for place in PLACES]
    return [Party(name, Kind.SCHOOL, (NATION,)) for name in names[:count]]


def everybody(count: int = BACKGROUND_SCHOOLS) -> Sequence[Party]:
    """All parties, those with a part in the story first."""
    return [*NAMED, *background_schools(count)]
