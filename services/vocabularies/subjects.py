"""The words for what is acted upon, and for what has become of it."""

from __future__ import annotations

from services.vocabularies.term import Term


class SubjectType(Term):
    """What kind of thing a reported address leads to."""

    VIDEO = "video", "Video", "Fideo", "A video.", {"dsa_content_type": "CONTENT_TYPE_VIDEO"}
    IMAGE = "image", "Image", "Delwedd", "An image or a set of images.", {"dsa_content_type": "CONTENT_TYPE_IMAGE"}
    TEXT = "text", "Text", "Testun", "A post made of text.", {"dsa_content_type": "CONTENT_TYPE_TEXT"}
    COMMENT = "comment", "Comment", "Sylw", "A comment on something else.", {"dsa_content_type": "CONTENT_TYPE_TEXT"}
    LIVESTREAM = "livestream", "Livestream", "Ffrwd fyw", "A broadcast.", {"dsa_content_type": "CONTENT_TYPE_VIDEO"}
    AUDIO = "audio", "Audio", "Sain", "A sound or recording.", {"dsa_content_type": "CONTENT_TYPE_AUDIO"}
    STORY = "story", "Story", "Stori", "A post that disappears.", {"dsa_content_type": "CONTENT_TYPE_OTHER"}
    PROFILE = (
        "profile",
        "Profile details",
        "Manylion proffil",
        "The name, picture or description shown on an account.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )
    ACCOUNT = "account", "Account", "Cyfrif", "An account as a whole.", {"dsa_content_type": "CONTENT_TYPE_OTHER"}
    GROUP = "group", "Group or channel", "Grŵp neu sianel", "A group.", {"dsa_content_type": "CONTENT_TYPE_OTHER"}
    HASHTAG_USE = (
        "hashtag_use",
        "Use of a hashtag",
        "Defnydd o hashnod",
        "What is gathered under a hashtag.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )
    WEBSITE = (
        "website",
        "Web page",
        "Tudalen we",
        "A page or site, or an address whose nature is not known.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )


class LinkRole(Term):
    """What a subject is to an incident."""

    PRIMARY = "primary", "Main", "Prif", "What the report is about."
    RELATED = "related", "Related", "Cysylltiedig", "Belongs to the same abuse."
    REUPLOAD = "reupload", "Re-upload", "Ail-lwythiad", "The same content, posted again."


class LocatorPurpose(Term):
    """Why somebody asks for a real address or handle. Each answer is recorded with it."""

    OWN_REPORT = "own_report", "Own report", "Adroddiad ei hun", "To see again what one reported oneself."
    TRIAGE = "triage", "Triage", "Brysbennu", "To assess a report."
    ACT = "act", "Act", "Gweithredu", "To decide and act on the platform."
    VERIFY = "verify", "Verify", "Gwirio", "To check whether it is still there."
    POLICE = "police", "Police", "Heddlu", "For a named case of the police."


class VerificationMethod(Term):
    """How an outcome was checked. The service itself never opens an address."""

    HELPLINE_MANUAL = (
        "helpline_manual",
        "Checked by the helpline",
        "Gwiriwyd gan y llinell gymorth",
        "A practitioner of the helpline looked.",
    )
    PLATFORM_STATEMENT = (
        "platform_statement",
        "Stated by the platform",
        "Datganwyd gan y platfform",
        "The platform says so.",
    )
    REPORTER_STATEMENT = (
        "reporter_statement",
        "Stated by the reporter",
        "Datganwyd gan yr adroddwr",
        "The organisation that reported it says so.",
    )


class VerificationResult(Term):
    """What the check found."""

    GONE = "gone", "Gone", "Wedi mynd", "It is no longer there."
    LIVE = "live", "Still there", "Yno o hyd", "It can still be seen."
    GEO_BLOCKED = "geo_blocked", "Blocked here", "Wedi'i rwystro yma", "It cannot be seen in this country."
    AGE_RESTRICTED = "age_restricted", "Age-restricted", "Cyfyngiad oedran", "Only adults can see it."
    REAPPEARED = "reappeared", "Back again", "Wedi ailymddangos", "It was gone and can be seen again."
    CANNOT_ACCESS = "cannot_access", "Cannot be reached", "Methu ei gyrraedd", "It could not be checked."


# A link with one of these counts as dealt with; the others leave its incident partly resolved.
SETTLED = frozenset({VerificationResult.GONE, VerificationResult.GEO_BLOCKED, VerificationResult.AGE_RESTRICTED})
