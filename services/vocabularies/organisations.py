"""Codes of organisations, and of the data that they share under an agreement."""

from __future__ import annotations

from enum import StrEnum

from services.vocabularies.term import Term


class Nation(Term):
    """Nation of the United Kingdom."""

    ENG = "ENG", "England", "Lloegr", "England.", {"iso_3166_2": "GB-ENG"}
    WLS = "WLS", "Wales", "Cymru", "Wales.", {"iso_3166_2": "GB-WLS"}
    SCT = "SCT", "Scotland", "Yr Alban", "Scotland.", {"iso_3166_2": "GB-SCT"}
    NIR = "NIR", "Northern Ireland", "Gogledd Iwerddon", "Northern Ireland.", {"iso_3166_2": "GB-NIR"}


class OrganisationKind(Term):
    """Kind of organisation: the labels of `services.policy.actor.Kind`."""

    SCHOOL = "school", "School", "Ysgol", "A school or college."
    TRUST = "trust", "Trust", "Ymddiriedolaeth", "A trust that runs several schools."
    LOCAL_AUTHORITY = (
        "local_authority",
        "Local authority",
        "Awdurdod lleol",
        "A local authority with duties for schools.",
    )
    UNION = "union", "Union", "Undeb", "A union of school staff or school leaders."
    HELPLINE = (
        "helpline",
        "Helpline",
        "Llinell gymorth",
        "A helpline that assesses reports and escalates them to platforms.",
    )
    PLATFORM = "platform", "Platform", "Platfform", "An online service on which users post content."
    GOVERNMENT = "government", "Government", "Llywodraeth", "The education department of a nation."
    COORDINATION_BODY = (
        "coordination_body",
        "Co-ordination body",
        "Corff cydlynu",
        "A body that co-ordinates the work across nations.",
    )
    REGULATOR = "regulator", "Regulator", "Rheoleiddiwr", "The regulator of online services."
    POLICE = "police", "Police", "Heddlu", "A police force."
    EMPLOYER_OTHER = (
        "employer_other",
        "Other employer or representative",
        "Cyflogwr neu gynrychiolydd arall",
        "An employer or representative of another kind.",
    )


class DataClass(StrEnum):
    """Class of data that an agreement lets pass between its parties. Stored, but not part of the API."""

    INCIDENT_CORE = "incident_core"
    SUBJECT_LOCATOR = "subject_locator"
    SCHOOL_IDENTITY = "school_identity"
    OUTCOME = "outcome"
