"""The words for who takes part, where, and under which agreement."""

from __future__ import annotations

from services.vocabularies.term import Term


class Nation(Term):
    """The nations of the United Kingdom."""

    ENG = "ENG", "England", "Lloegr", "England.", {"iso_3166_2": "GB-ENG"}
    WLS = "WLS", "Wales", "Cymru", "Wales.", {"iso_3166_2": "GB-WLS"}
    SCT = "SCT", "Scotland", "Yr Alban", "Scotland.", {"iso_3166_2": "GB-SCT"}
    NIR = "NIR", "Northern Ireland", "Gogledd Iwerddon", "Northern Ireland.", {"iso_3166_2": "GB-NIR"}


class OrganisationStatus(Term):
    """Whether an organisation takes part."""

    PENDING = "pending", "Pending", "Yn aros", "Not verified yet."
    ACTIVE = "active", "Active", "Gweithredol", "Verified and taking part."
    SUSPENDED = "suspended", "Suspended", "Wedi'i atal", "May not act for the time being."
    CLOSED = "closed", "Closed", "Wedi cau", "No longer exists."
    MERGED_INTO = "merged_into", "Merged", "Wedi'i uno", "Became part of its successor."


class AgreementStatus(Term):
    """Where a data-sharing agreement stands. Only a signed one, within its dates, opens a route."""

    DRAFT = "draft", "Draft", "Drafft", "Being negotiated."
    SIGNED = "signed", "Signed", "Wedi'i lofnodi", "Signed by every party."
    SUSPENDED = "suspended", "Suspended", "Wedi'i atal", "Out of force for the time being."
    EXPIRED = "expired", "Expired", "Wedi dod i ben", "Past its last day."


class ControllerRole(Term):
    """How the parties to an agreement answer for the data."""

    JOINT = "joint", "Joint controllers", "Cyd-reolwyr", "They decide on purposes and means together."
    INDEPENDENT = "independent", "Independent controllers", "Rheolwyr annibynnol", "Each decides for itself."
    PROCESSOR = "processor", "Processor", "Prosesydd", "One acts on the instructions of another."


class DataClass(Term):
    """What an agreement lets pass between two organisations."""

    INCIDENT_CORE = "incident_core", "Incident", "Digwyddiad", "The incident without addresses, names and evidence."
    SUBJECT_LOCATOR = "subject_locator", "Address or handle", "Cyfeiriad neu enw cyfrif", "Where the content is."
    SCHOOL_IDENTITY = "school_identity", "School", "Ysgol", "Which school is concerned."
    OUTCOME = "outcome", "Outcome", "Canlyniad", "What the platform decided and what was found afterwards."
    PERSON_IDENTITY = "person_identity", "Person", "Person", "Who is affected."
    EVIDENCE = "evidence", "Evidence", "Tystiolaeth", "What was kept as proof."
