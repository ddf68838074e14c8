"""The words for what official registers and platforms themselves say of an organisation or a service."""

from __future__ import annotations

from services.vocabularies.term import Term


class IdentifierScheme(Term):
    """Which register an identifier comes from."""

    GIAS_URN = "gias_urn", "Unique reference number", "Rhif cyfeirnod unigryw", "Six digits, of the English register."
    LAESTAB = "laestab", "Establishment number", "Rhif sefydliad", "Seven digits: the local authority and the school."
    UKPRN = "ukprn", "Provider reference number", "Rhif cyfeirnod darparwr", "Eight digits, of learning providers."
    WALES_SCHOOL_NO = "wales_school_no", "Welsh school number", "Rhif ysgol yng Nghymru", "Of the Welsh register."
    SEED = "seed", "SEED code", "Cod SEED", "Seven digits, of the Scottish register."
    NI_DE_REF = "ni_de_ref", "Northern Irish reference", "Cyfeirnod Gogledd Iwerddon", "Of the Northern Irish register."
    COMPANY_NO = "company_no", "Company number", "Rhif cwmni", "Of the register of companies."
    EU_NATIONAL = "eu_national", "National number in the EU", "Rhif cenedlaethol yn yr UE", "Of a register of a member."
    OFCOM_SERVICE_ID = "ofcom_service_id", "Ofcom service", "Gwasanaeth Ofcom", "Of the register of online services."


class TrustedRegime(Term):
    """Under which regime an organisation's notices are looked at first."""

    DSA_ART22 = "dsa_art22", "Trusted flagger", "Fflagiwr dibynadwy", "Certified under Article 22 of the DSA."
    PARTNER_CHANNEL = (
        "partner_channel",
        "Partner channel",
        "Sianel bartner",
        "Admitted by a platform.",
    )
    PRIORITY_FLAGGER = "priority_flagger", "Priority flagger", "Fflagiwr blaenoriaeth", "A platform's own programme."


class ChannelStatus(Term):
    """Whether a platform's intake can be used."""

    UP = "up", "Up", "Yn gweithio", "Works."
    DEGRADED = "degraded", "Degraded", "Yn gweithio'n rhannol", "Works slowly or in part."
    DOWN = "down", "Down", "Ddim yn gweithio", "Does not work; what is queued waits."
    SUSPENDED = "suspended", "Suspended", "Wedi'i atal", "Closed by either side for the time being."


class OfcomCategory(Term):
    """In which category of the Online Safety Act a service is registered."""

    CATEGORY_1 = "1", "Category 1", "Categori 1", "The largest services between users.", {"ofcom_category": "1"}
    CATEGORY_2A = "2a", "Category 2A", "Categori 2A", "Large search services.", {"ofcom_category": "2A"}
    CATEGORY_2B = (
        "2b",
        "Category 2B",
        "Categori 2B",
        "Messaging with a reach.",
        {"ofcom_category": "2B"},
    )
    NONE = "none", "None", "Dim", "Not categorised."


class DsaStatus(Term):
    """What a service is under the Digital Services Act."""

    VLOP = "vlop", "Very large platform", "Platfform mawr iawn", "Designated as a very large online platform."
    PLATFORM = "platform", "Online platform", "Platfform ar-lein", "Shows what its users store to the public."
    HOSTING = "hosting", "Hosting service", "Gwasanaeth cynnal", "Stores what its users give it."
    NONE = "none", "None", "Dim", "The Act does not apply to it."
