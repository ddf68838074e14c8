"""The organisations in the sandbox, all of them invented or marked as not the real one. There are no people in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.policy.actor import Kind

# When all organisations joined.
OPENED_AT = datetime(2025, 9, 1, 8, tzinfo=UTC)
NATIONS = ("ENG", "WLS", "SCT", "NIR")
# All background schools are in one nation, so that it has enough reports for a published figure.
BACKGROUND_NATION = "WLS"
BACKGROUND_SCHOOL_COUNT = 37


@dataclass(frozen=True, slots=True)
class SandboxOrganisation:
    """An organisation of the sandbox.

    `name_cy` is the Welsh name, `platform` the code of a platform, and `known_to` the organisations that can see an
    unlisted organisation.
    """

    name: str
    kind: Kind
    nations: tuple[str, ...] = NATIONS
    platform: str | None = None
    name_cy: str | None = None
    known_to: tuple[SandboxOrganisation, ...] = ()

    @property
    def id(self) -> UUID:
        """A UUIDv7 derived from the name, the same in every sandbox, so that seeding again finds the organisation."""
        digest = int.from_bytes(hashlib.sha256(f"Tarian sandbox: {self.name}".encode()).digest()[:16])
        milliseconds = int(OPENED_AT.timestamp() * 1000)
        return UUID(int=milliseconds << 80 | 7 << 76 | (digest >> 64 & 0xFFF) << 64 | 2 << 62 | digest & (1 << 62) - 1)


HELPLINE = SandboxOrganisation("Sandbox Professionals Helpline", Kind.HELPLINE, name_cy="Llinell Gymorth y Blwch Tywod")
SCHOOL = SandboxOrganisation("Ysgol Llyn Lleuad", Kind.SCHOOL, (BACKGROUND_NATION,), known_to=(HELPLINE,))
SECOND_SCHOOL = SandboxOrganisation("Larkmoor Vale Academy", Kind.SCHOOL, ("ENG",), known_to=(HELPLINE,))
UNION = SandboxOrganisation("Sandbox Union of Teachers", Kind.UNION)
SECOND_UNION = SandboxOrganisation("Sandbox Association of School Leaders", Kind.UNION)
REPRESENTATIVE = SandboxOrganisation("Sandbox Staff Advice Service", Kind.EMPLOYER_OTHER)
PLATFORM = SandboxOrganisation("TikTok (sandbox)", Kind.PLATFORM, platform="tiktok")
SECOND_PLATFORM = SandboxOrganisation("YouTube (sandbox)", Kind.PLATFORM, platform="youtube")
GOVERNMENT = SandboxOrganisation(
    "Welsh Government (sandbox)", Kind.GOVERNMENT, (BACKGROUND_NATION,), name_cy="Llywodraeth Cymru (blwch tywod)"
)
SECOND_GOVERNMENT = SandboxOrganisation("Department for Education (sandbox)", Kind.GOVERNMENT, ("ENG",))
TRUST = SandboxOrganisation("Larkmoor Vale Learning Trust (sandbox)", Kind.TRUST, ("ENG",), known_to=(SECOND_SCHOOL,))
LOCAL_AUTHORITY = SandboxOrganisation("Cyngor Sir Draig Gwsg (sandbox)", Kind.LOCAL_AUTHORITY, (BACKGROUND_NATION,))
POLICE = SandboxOrganisation("Sandbox Police", Kind.POLICE, (BACKGROUND_NATION,))
REGULATOR = SandboxOrganisation("Ofcom (sandbox)", Kind.REGULATOR)
COORDINATION = SandboxOrganisation("UKCIS (sandbox)", Kind.COORDINATION_BODY)

MAIN_ORGANISATIONS = (
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
    SandboxOrganisation("Scottish Government (sandbox)", Kind.GOVERNMENT, ("SCT",)),
    SandboxOrganisation("Department of Education, Northern Ireland (sandbox)", Kind.GOVERNMENT, ("NIR",)),
    REGULATOR,
    COORDINATION,
    TRUST,
    LOCAL_AUTHORITY,
    POLICE,
)

# Parts of names that sound like Welsh places but belong to none.
PLACE_WORDS = ("Bryn", "Cwm", "Maes", "Nant", "Pont", "Rhos", "Trem")
QUALITY_WORDS = ("Enfys", "Lleuad Lawn", "Seren Wib", "Niwl Arian", "Draig Gwsg", "Barcud Aur")


def list_background_schools(count: int = BACKGROUND_SCHOOL_COUNT) -> Sequence[SandboxOrganisation]:
    """Return the schools that reported in a past week, so that there are figures to publish; at most 42."""
    names = [f"Ysgol {place} {quality}" for quality in QUALITY_WORDS for place in PLACE_WORDS]
    return [
        SandboxOrganisation(name, Kind.SCHOOL, (BACKGROUND_NATION,), known_to=(HELPLINE,)) for name in names[:count]
    ]


def list_organisations(background_school_count: int = BACKGROUND_SCHOOL_COUNT) -> Sequence[SandboxOrganisation]:
    """Return all organisations, the background schools last."""
    return [*MAIN_ORGANISATIONS, *list_background_schools(background_school_count)]
