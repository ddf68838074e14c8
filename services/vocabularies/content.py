"""The words for what is known of a piece of content without ever holding it."""

from __future__ import annotations

from services.vocabularies.term import Term


class Synthetic(Term):
    """Whether the content was made or altered by a machine."""

    YES = "yes", "Yes", "Ydy", "Made or altered.", {"dsa_content_type": "CONTENT_TYPE_SYNTHETIC_MEDIA"}
    NO = "no", "No", "Nac ydy", "Not made or altered."
    SUSPECTED = "suspected", "Suspected", "Amheuir", "It looks as if it were."


class HashAlgorithm(Term):
    """By which algorithm somebody else computed a hash. Nothing is computed here from an image."""

    PDQ = "pdq", "PDQ", "PDQ", "Perceptual, of images."
    MD5 = "md5", "MD5", "MD5", "Exact; for matching with older lists only."
    SHA1 = "sha1", "SHA-1", "SHA-1", "Exact; for matching with older lists only."
    SHA256 = "sha256", "SHA-256", "SHA-256", "Exact."
    VPDQ = "vpdq", "vPDQ", "vPDQ", "Perceptual, of videos by their frames."
    TMK = "tmk", "TMK", "TMK", "Perceptual, of videos over time."


class HashSource(Term):
    """From whom a hash came."""

    PLATFORM = "platform", "Platform", "Platfform", "The platform that has the content."
    STOPNCII_REF = "stopncii_ref", "StopNCII", "StopNCII", "A reference of StopNCII."
    IWF_REF = "iwf_ref", "Internet Watch Foundation", "Internet Watch Foundation", "A reference of the foundation."


class HostingStatus(Term):
    """Whether the content can be seen, as last checked by somebody."""

    LIVE = "live", "Live", "Yn fyw", "It can be seen."
    DOWN = "down", "Down", "Wedi'i dynnu i lawr", "It cannot be seen."
    GEO_BLOCKED = "geo_blocked", "Blocked here", "Wedi'i rwystro yma", "It cannot be seen in this country."
    AGE_RESTRICTED = "age_restricted", "Age-restricted", "Cyfyngiad oedran", "Only adults can see it."
    UNKNOWN = "unknown", "Not known", "Anhysbys", "Nobody has checked."


class EvidenceKind(Term):
    """What was kept as proof."""

    SCREENSHOT = "screenshot", "Screenshot", "Sgrinlun", "A picture of a screen."
    SCREEN_RECORDING = "screen_recording", "Screen recording", "Recordiad sgrin", "A film of a screen."
    PLATFORM_REPLY = "platform_reply", "Platform's reply", "Ateb y platfform", "What the platform answered."
    WITNESS_NOTE = "witness_note", "Witness note", "Nodyn tyst", "What somebody saw, in their words."
    POLICE_DOC = "police_doc", "Police document", "Dogfen heddlu", "A document of the police."


class ProhibitedCheck(Term):
    """Whether evidence may be kept at all."""

    PASSED = "passed", "Passed", "Wedi pasio", "Nothing that may not be held."
    BLOCKED = "blocked", "Blocked", "Wedi'i rwystro", "Refused: to hold it would be an offence."


class Hold(Term):
    """What keeps a record from being deleted."""

    POLICE = "police", "Police", "Heddlu", "The police asked for it to be kept."
    LEGAL = "legal", "Legal", "Cyfreithiol", "It may be needed in court."
    SAFEGUARDING = "safeguarding", "Safeguarding", "Diogelu", "A safeguarding procedure needs it."
    SAR = "sar", "Subject access request", "Cais gwrthrych am wybodaeth", "Somebody has asked for their data."
