"""Codes of reported content (subjects), and of the checks that follow a decision about it."""

from __future__ import annotations

from services.vocabularies.term import Term


class SubjectType(Term):
    """Type of the content at a reported URL."""

    VIDEO = "video", "Video", "Fideo", "A video.", {"dsa_content_type": "CONTENT_TYPE_VIDEO"}
    IMAGE = "image", "Image", "Delwedd", "An image or a set of images.", {"dsa_content_type": "CONTENT_TYPE_IMAGE"}
    TEXT = "text", "Text", "Testun", "A text post.", {"dsa_content_type": "CONTENT_TYPE_TEXT"}
    COMMENT = "comment", "Comment", "Sylw", "A comment on other content.", {"dsa_content_type": "CONTENT_TYPE_TEXT"}
    LIVESTREAM = (
        "livestream",
        "Livestream",
        "Ffrwd fyw",
        "A live broadcast.",
        {"dsa_content_type": "CONTENT_TYPE_VIDEO"},
    )
    AUDIO = "audio", "Audio", "Sain", "A sound or recording.", {"dsa_content_type": "CONTENT_TYPE_AUDIO"}
    STORY = (
        "story",
        "Story",
        "Stori",
        "A post that disappears after a time.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )
    ACCOUNT = "account", "Account", "Cyfrif", "An account as a whole.", {"dsa_content_type": "CONTENT_TYPE_OTHER"}
    GROUP = (
        "group",
        "Group or channel",
        "Grŵp neu sianel",
        "A group, channel or server.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )
    HASHTAG_USE = (
        "hashtag_use",
        "Use of a hashtag",
        "Defnydd o hashnod",
        "The posts under a hashtag.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )
    WEBSITE = (
        "website",
        "Web page",
        "Tudalen we",
        "A web page or site, or content of an unknown type.",
        {"dsa_content_type": "CONTENT_TYPE_OTHER"},
    )


class LinkRole(Term):
    """Role of a subject in an incident."""

    PRIMARY = "primary", "Main", "Prif", "The content that the report is about."
    RELATED = "related", "Related", "Cysylltiedig", "Other content that belongs to the same abuse."
    REUPLOAD = "reupload", "Re-upload", "Ail-lwythiad", "The same content, posted again."


class LinkWarning(Term):
    """Something that the reporter of a link should know before other organisations get its address."""

    SHORT_LINK = (
        "short_link",
        "Short link",
        "Dolen fer",
        "The address is a short link. Its code may name the person who shared it, and its target is unknown. Send the "
        "full address of the content if you can.",
    )
    ADDRESS_AS_SENT = (
        "address_as_sent",
        "Address as sent",
        "Cyfeiriad fel y'i hanfonwyd",
        "The address holds no id that this service recognises, so the helpline and the platform get it as you sent it, "
        "without tracking parameters. Make sure that it names nobody.",
    )


class LocatorPurpose(Term):
    """Purpose for which an organisation asks for a URL. It is recorded with every answer."""

    OWN_REPORT = "own_report", "Own report", "Adroddiad ei hun", "To see a URL that the organisation reported itself."
    TRIAGE = "triage", "Triage", "Brysbennu", "To assess a report."
    ACT = "act", "Act", "Gweithredu", "To decide and act on the platform."
    VERIFY = "verify", "Verify", "Gwirio", "To check whether the content can still be seen."


class VerificationMethod(Term):
    """Method by which an outcome was checked. This service never opens a URL itself."""

    HELPLINE_MANUAL = (
        "helpline_manual",
        "Checked by the helpline",
        "Gwiriwyd gan y llinell gymorth",
        "A member of the helpline's staff opened the URL.",
    )
    PLATFORM_STATEMENT = (
        "platform_statement",
        "Stated by the platform",
        "Datganwyd gan y platfform",
        "The platform stated the result.",
    )
    REPORTER_STATEMENT = (
        "reporter_statement",
        "Stated by the reporter",
        "Datganwyd gan yr adroddwr",
        "The organisation that reported the content stated the result.",
    )


class VerificationResult(Term):
    """Result of a check."""

    GONE = "gone", "Gone", "Wedi mynd", "The content can no longer be seen."
    LIVE = "live", "Still there", "Yno o hyd", "The content can still be seen."
    GEO_BLOCKED = "geo_blocked", "Blocked here", "Wedi'i rwystro yma", "The content cannot be seen in this country."
    AGE_RESTRICTED = "age_restricted", "Age-restricted", "Cyfyngiad oedran", "Only adults can see the content."
    REAPPEARED = (
        "reappeared",
        "Back again",
        "Wedi ailymddangos",
        "The content was gone and can be seen again.",
    )
    CANNOT_ACCESS = "cannot_access", "Cannot be reached", "Methu ei gyrraedd", "The content could not be checked."


# Results with which a link counts as resolved; with any other result its incident is at most partially resolved.
RESOLVED_RESULTS = frozenset(
    {
        VerificationResult.GONE,
        VerificationResult.GEO_BLOCKED,
        VerificationResult.AGE_RESTRICTED,
    }
)
